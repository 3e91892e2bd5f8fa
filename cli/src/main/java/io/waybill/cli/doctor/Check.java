package io.waybill.cli.doctor;

/** One thing that may be wrong. Looks and changes nothing. */
public interface Check {

    /** What is looked at, in a word or two. */
    String name();

    /**
     * Looks.
     *
     * @throws InterruptedException when the program is stopped meanwhile
     */
    Outcome look() throws InterruptedException;
}
