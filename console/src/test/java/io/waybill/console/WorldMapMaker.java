package io.waybill.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Makes the console's world map from Natural Earth's public-domain shapes as npm's {@code world-atlas} packs them (TopoJSON):
 * GeoJSON named by ISO 3166-1 alpha-2, coarse shapes for large countries, finer ones for those the coarse map leaves out.
 * Arguments: countries-110m.json countries-50m.json iso_3166-1.json (of Debian's iso-codes) world.json
 */
final class WorldMapMaker {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Contested or dependent shapes without a numeric code of their own stay out; so does Antarctica, where nothing is sent. */
    private static final String ANTARCTICA = "AQ";

    private final Map<String, String> alpha2 = new HashMap<>();
    private final ArrayNode features = JSON.createArrayNode();
    private final Set<String> drawn = new HashSet<>();

    private WorldMapMaker(JsonNode iso) {
        iso.path("3166-1")
                .forEach(country -> alpha2.put(
                        country.path("numeric").asText(),
                        country.path("alpha_2").asText()));
    }

    public static void main(String[] files) throws IOException {
        WorldMapMaker maker = new WorldMapMaker(read(files[2]));
        maker.draw(read(files[0]), 100);
        maker.draw(read(files[1]), 1000);
        ObjectNode world = JSON.createObjectNode().put("type", "FeatureCollection");
        world.set("features", maker.features);
        Files.writeString(Path.of(files[3]), JSON.writeValueAsString(world) + "\n");
    }

    private static JsonNode read(String file) throws IOException {
        return JSON.readTree(Path.of(file).toFile());
    }

    private void draw(JsonNode topology, int decimals) {
        for (JsonNode geometry : topology.path("objects").path("countries").path("geometries")) {
            String country = alpha2.get(geometry.path("id").asText());
            if (country == null || country.equals(ANTARCTICA) || !drawn.add(country)) {
                continue;
            }
            ArrayNode polygons = JSON.createArrayNode();
            boolean single = geometry.path("type").asText().equals("Polygon");
            if (single) {
                polygons.add(polygon(topology, geometry.path("arcs"), decimals));
            } else {
                geometry.path("arcs").forEach(rings -> polygons.add(polygon(topology, rings, decimals)));
            }
            ObjectNode feature = JSON.createObjectNode().put("type", "Feature");
            feature.putObject("properties").put("name", country);
            feature.putObject("geometry").put("type", "MultiPolygon").set("coordinates", polygons);
            features.add(feature);
        }
    }

    private static ArrayNode polygon(JsonNode topology, JsonNode rings, int decimals) {
        ArrayNode polygon = JSON.createArrayNode();
        for (JsonNode ring : rings) {
            ArrayNode points = polygon.addArray();
            ring.forEach(arc -> append(points, topology, arc.asInt(), decimals));
            unwrap(points);
        }
        return polygon;
    }

    /** An arc is a chain of steps on a grid; one's complement of its number means backwards. */
    private static void append(ArrayNode points, JsonNode topology, int arc, int decimals) {
        JsonNode steps = topology.path("arcs").get(arc < 0 ? ~arc : arc);
        JsonNode scale = topology.path("transform").path("scale");
        JsonNode shift = topology.path("transform").path("translate");
        double[][] chain = new double[steps.size()][2];
        long x = 0;
        long y = 0;
        for (int i = 0; i < chain.length; i++) {
            x += steps.get(i).get(0).asLong();
            y += steps.get(i).get(1).asLong();
            chain[i][0] = round(x * scale.get(0).asDouble() + shift.get(0).asDouble(), decimals);
            chain[i][1] = round(y * scale.get(1).asDouble() + shift.get(1).asDouble(), decimals);
        }
        int first = points.isEmpty() ? 0 : 1;
        for (int i = first; i < chain.length; i++) {
            double[] point = chain[arc < 0 ? chain.length - 1 - i : i];
            points.addArray().add(point[0]).add(point[1]);
        }
    }

    /** A ring that crosses the date line goes on beyond 180 degrees instead of jumping to the other side of the map. */
    private static void unwrap(ArrayNode points) {
        double before = points.get(0).get(0).asDouble();
        for (JsonNode point : points) {
            double longitude = point.get(0).asDouble();
            while (longitude - before > 180) {
                longitude -= 360;
            }
            while (longitude - before < -180) {
                longitude += 360;
            }
            ((ArrayNode) point).set(0, JSON.getNodeFactory().numberNode(Math.round(longitude * 100) / 100.0));
            before = longitude;
        }
        double west = Double.MAX_VALUE;
        for (JsonNode point : points) {
            west = Math.min(west, point.get(0).asDouble());
        }
        double shift = west < -180 ? 360 : 0;
        for (JsonNode point : points) {
            double moved = Math.round((point.get(0).asDouble() + shift) * 100) / 100.0;
            ((ArrayNode) point).set(0, JSON.getNodeFactory().numberNode(moved));
        }
    }

    private static double round(double value, int decimals) {
        return Math.round(value * decimals) / (double) decimals;
    }
}
