package org.onthaal.sdk;

/**
 * What a client leaves behind.
 *
 * @param delivered ratings that the server acknowledged in this client's life
 * @param spooled ratings that lie on the disk and will be sent by the next client with the same
 *     folder
 * @param dropped ratings that were lost in this client's life, for any reason
 */
public record CloseReport(long delivered, long spooled, long dropped) {}
