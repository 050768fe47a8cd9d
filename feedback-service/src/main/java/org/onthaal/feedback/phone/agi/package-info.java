/// The door of Asterisk: FastAGI, line by line over TCP.
///
/// In: one connection for each call, from this machine or a listed one. Out: commands that say
/// prompts and wait for keys, the variable `RATING`, and the end of the connection, upon which the
/// dialplan goes on. [FastAgiServer] listens; [AgiCall] leads one call by the common
/// [org.onthaal.feedback.phone.CallFlow].
///
/// Source: asterisk/asterisk releases/22, `res/res_agi.c`
@NullMarked
package org.onthaal.feedback.phone.agi;

import org.jspecify.annotations.NullMarked;
