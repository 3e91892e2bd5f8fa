package io.waybill.captures.device;

/** Tells which side of a connection is the device, the one that contacts; the same rules for every feed of flows. */
public final class Sides {

    private Sides() {}

    /**
     * Whether the originator is the device. In this order: the sender, where the receiver is a group; the originator, where
     * the feed saw the connection begin; the one side that the inventory knows; the one side in a private network; the
     * originator.
     *
     * @param startSeen whether the feed saw who began
     */
    public static boolean originatorIsDevice(
            Endpoint originator, Endpoint responder, boolean startSeen, DeviceIds devices, long timeMillis) {
        boolean fromMany = IpScope.isForMany(originator.ip());
        if (fromMany != IpScope.isForMany(responder.ip())) {
            return !fromMany;
        }
        if (startSeen) {
            return true;
        }
        boolean knowsOriginator = devices.knows(originator, timeMillis);
        if (knowsOriginator != devices.knows(responder, timeMillis)) {
            return knowsOriginator;
        }
        boolean localOriginator = IpScope.isLocal(originator.ip());
        return localOriginator == IpScope.isLocal(responder.ip()) || localOriginator;
    }
}
