package io.waybill.schemas;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** Values of any schema, every optional part present. */
final class Samples {

    private final Random random;

    Samples(long seed) {
        random = new Random(seed);
    }

    Object of(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> {
                GenericData.Record record = new GenericData.Record(schema);
                schema.getFields().forEach(field -> record.put(field.pos(), of(field.schema())));
                yield record;
            }
            case ENUM -> {
                List<String> symbols = schema.getEnumSymbols();
                yield new GenericData.EnumSymbol(schema, symbols.get(random.nextInt(symbols.size())));
            }
            case ARRAY -> new GenericData.Array<>(schema, List.of(of(schema.getElementType())));
            case MAP -> Map.of("key", of(schema.getValueType()));
            case UNION -> of(schema.getTypes().get(schema.getTypes().size() - 1));
            case STRING -> "text " + random.nextInt(1_000);
            case BYTES -> ByteBuffer.wrap(new byte[] {10, 0, 0, 1});
            case INT -> random.nextInt(100);
            case LONG -> (long) random.nextInt(1_000_000);
            case FLOAT -> random.nextFloat();
            case DOUBLE -> random.nextDouble();
            case BOOLEAN -> random.nextBoolean();
            case FIXED, NULL -> throw new IllegalArgumentException("no contract uses " + schema.getType());
        };
    }
}
