package org.onthaal.feedback.device;

import org.onthaal.v1.DeviceSettings;

/// Settings as they are stored, apart from their version.
///
/// @param settings without the staff's code
/// @param sealedPin that code; empty where there is none
record StoredSettings(String administration, DeviceSettings settings, String sealedPin) {}
