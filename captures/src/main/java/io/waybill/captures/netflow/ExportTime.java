package io.waybill.captures.netflow;

/**
 * The clocks of an export datagram.
 *
 * @param exportMillis when it was sent, milliseconds since 1970 UTC by the exporter's clock
 * @param uptimeMillis how long the exporter had been up then; 0 where the datagram does not say
 */
record ExportTime(long exportMillis, long uptimeMillis) {
    private static final long WRAP = 1L << 32;
    private static final long NTP_TO_UNIX_SECONDS = 2_208_988_800L;

    /** A time given as uptime. Uptimes are of 32 bits and wrap after 50 days: no flow is later than its export by a day. */
    long ofUptime(long flowUptime, long systemInitMillis) {
        if (systemInitMillis > 0) {
            return systemInitMillis + flowUptime;
        }
        long time = exportMillis - uptimeMillis + flowUptime;
        return time > exportMillis + 86_400_000 ? time - WRAP : time;
    }

    long start(FieldValues values) {
        if (values.has(FieldValues.START_UPTIME)) {
            return ofUptime(values.number(FieldValues.START_UPTIME), values.number(FieldValues.SYSTEM_INIT_MILLIS));
        }
        return absolute(values, FieldValues.START_SECONDS, exportMillis);
    }

    long end(FieldValues values, long start) {
        if (values.has(FieldValues.END_UPTIME)) {
            return ofUptime(values.number(FieldValues.END_UPTIME), values.number(FieldValues.SYSTEM_INIT_MILLIS));
        }
        long duration = values.has(FieldValues.DURATION_MILLIS)
                ? values.number(FieldValues.DURATION_MILLIS)
                : values.number(FieldValues.DURATION_MICROS) / 1_000;
        return absolute(values, FieldValues.END_SECONDS, start + duration);
    }

    /** Seconds, milliseconds, microseconds, nanoseconds and deltas have ids two apart, for starts as for ends. */
    private long absolute(FieldValues values, int secondsId, long otherwise) {
        int offset = secondsId - FieldValues.START_SECONDS;
        if (values.has(FieldValues.START_MILLIS + offset)) {
            return values.number(FieldValues.START_MILLIS + offset);
        }
        if (values.has(secondsId)) {
            return values.number(secondsId) * 1_000;
        }
        for (int ntpId : new int[] {FieldValues.START_MICROS + offset, FieldValues.START_NANOS + offset}) {
            if (values.has(ntpId)) {
                return ntpMillis(values.number(ntpId));
            }
        }
        if (values.has(FieldValues.START_DELTA_MICROS + offset)) {
            return exportMillis - values.number(FieldValues.START_DELTA_MICROS + offset) / 1_000;
        }
        return values.has(FieldValues.OBSERVATION_MILLIS) ? values.number(FieldValues.OBSERVATION_MILLIS) : otherwise;
    }

    private static long ntpMillis(long ntp) {
        long seconds = (ntp >>> 32) - NTP_TO_UNIX_SECONDS;
        return seconds * 1_000 + ((ntp & 0xffff_ffffL) * 1_000 >>> 32);
    }
}
