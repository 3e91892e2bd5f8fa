package io.waybill.captures;

/** What is bounded while inputs are read, and what happens beyond it. Labels are values of a metric's label. */
public enum Bound {
    /** Open flows of a capture; the one idle for longest is completed early. */
    FLOWS("flows"),
    /** Bytes of a stream's start, and memory over all of them; the flow goes without a name. */
    NAME_SEARCHES("name-searches"),
    /** Unfinished packets in fragments; the oldest is given up. */
    FRAGMENTS("fragments"),
    /** DNS answers by device; the oldest are forgotten, or a new one is not taken. */
    DNS_ANSWERS("dns-answers"),
    /** Addresses that DHCP gave to devices; a new one is not taken. */
    LEASES("leases"),
    /** Names by connection id; the oldest half is forgotten, or a new one is not taken. */
    NAMES("names"),
    /** Ids by which repeats are recognised; a connection beyond it is not compared. */
    REPEATS("repeats"),
    /** Rows and names that wait for each other; the oldest goes without. */
    WAITING_ROWS("waiting-rows"),
    /** Open connections of a live log; what is known of the oldest is told early. */
    OPEN_CONNECTIONS("open-connections"),
    /** Flows that wait for their other direction; the oldest goes alone. */
    WAITING_FLOWS("waiting-flows"),
    /** NetFlow templates; the one not used for longest is forgotten. */
    TEMPLATES("templates"),
    /** Sets of flows that wait for their template; a further one is lost. */
    WAITING_SETS("waiting-sets"),
    /** Datagrams that wait for decoding; a further one is dropped. */
    DATAGRAMS("datagrams"),
    /** Logs followed at once; a further one is not followed. */
    LOGS("logs");

    private final String label;

    Bound(String label) {
        this.label = label;
    }

    /** Lower case, with hyphens. */
    public String label() {
        return label;
    }
}
