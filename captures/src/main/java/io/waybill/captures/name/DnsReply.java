package io.waybill.captures.name;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * One DNS message, as far as names of destinations go.
 *
 * @param id transaction
 * @param response whether it answers
 * @param question name asked for, lower case without final dot; null where there is no question
 * @param type what was asked for, 0 without a question
 * @param failed whether it answers with an error
 * @param addresses addresses of the answer section
 */
public record DnsReply(
        int id, boolean response, @Nullable String question, int type, boolean failed, List<Address> addresses) {

    /**
     * One address of an answer.
     *
     * @param ip 4 or 16 bytes
     * @param ttlSeconds how long it holds
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody; copied by nobody
    public record Address(byte[] ip, long ttlSeconds) {}

    /** Reads a message. Null where it is none. */
    public static @Nullable DnsReply parse(byte[] data, int at, int length) {
        if (length < 12) {
            return null;
        }
        Message message;
        try {
            message = new Message(Arrays.copyOfRange(data, at, at + length));
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
        Record asked = message.getQuestion();
        List<Address> addresses = new ArrayList<>();
        for (Record answer : message.getSection(Section.ANSWER)) {
            if (answer instanceof ARecord a) {
                addresses.add(new Address(a.getAddress().getAddress(), a.getTTL()));
            } else if (answer instanceof AAAARecord aaaa) {
                addresses.add(new Address(aaaa.getAddress().getAddress(), aaaa.getTTL()));
            }
        }
        String question = asked == null ? null : asked.getName().toString(true).toLowerCase(Locale.ROOT);
        return new DnsReply(
                message.getHeader().getID(),
                message.getHeader().getFlag(Flags.QR),
                question,
                asked == null ? 0 : asked.getType(),
                message.getHeader().getRcode() != Rcode.NOERROR,
                List.copyOf(addresses));
    }

    /** Whether no contact follows that would tell the name better: it failed, is not answered, or asks for data. */
    public boolean tellsName() {
        boolean asksWhere = type == Type.A || type == Type.AAAA || type == Type.HTTPS || type == Type.SVCB;
        return type != Type.PTR && (!response || failed || !asksWhere);
    }
}
