package org.onthaal.feedback.device;

import java.util.UUID;
import org.onthaal.v1.Device;

/// A device as it is stored.
///
/// @param device as people see it, without the staff's code
/// @param accessKey id of its key
/// @param sealedPin the staff's code; empty where there is none
record StoredDevice(Device device, String accessKey, String sealedPin) {
  UUID id() {
    return UUID.fromString(device.getId());
  }
}
