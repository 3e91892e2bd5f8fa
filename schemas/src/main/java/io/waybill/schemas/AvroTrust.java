package io.waybill.schemas;

import org.apache.avro.specific.SpecificData;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Lets Avro make instances of this package's classes. Avro 1.12.2 refuses to load any class that a schema names unless
 * somebody vouches for it, so that a hostile schema cannot call constructors at will. Every generated record vouches when it
 * is loaded; who reads with nothing but a class's name vouches here.
 */
public final class AvroTrust {

    private static final String PACKAGE = AvroTrust.class.getPackageName();
    private static final ClassSecurityPredicate OURS =
            type -> type.getPackageName().equals(PACKAGE);

    private AvroTrust() {}

    /** A data model for a generated record; made with this package vouched for. */
    static SpecificData model() {
        vouch();
        return new SpecificData();
    }

    /** Adds this package to what Avro trusts already, for the whole process. Calling it again changes nothing. */
    public static synchronized void vouch() {
        ClassSecurityPredicate before = ClassSecurityValidator.getGlobal();
        if (!before.isTrusted(AvroTrust.class)) {
            ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(before, OURS));
        }
    }
}
