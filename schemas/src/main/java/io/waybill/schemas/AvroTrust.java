package io.waybill.schemas;

import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Lets Avro make instances of this package's classes. Avro 1.12.2 refuses to load any class that a schema names unless
 * somebody vouches for it, so that a hostile schema cannot call constructors at will; whoever reads our records with an Avro
 * reader vouches here first.
 */
public final class AvroTrust {

    private static final String PACKAGE = AvroTrust.class.getPackageName();
    private static final ClassSecurityPredicate OURS = type -> type.getPackageName().equals(PACKAGE);

    private AvroTrust() {}

    /** Adds this package to what Avro trusts already, for the whole process. Calling it again changes nothing. */
    public static synchronized void vouch() {
        ClassSecurityPredicate before = ClassSecurityValidator.getGlobal();
        if (!before.isTrusted(AvroTrust.class)) {
            ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(before, OURS));
        }
    }
}
