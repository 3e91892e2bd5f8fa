package io.waybill.captures;

import io.waybill.captures.reference.Inventory;
import io.waybill.schemas.DeviceConnection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs a format over inputs and keeps what it hands over. */
public final class Reading {
    public final List<DeviceConnection> events = new ArrayList<>();
    public final List<InputProblem> problems = new ArrayList<>();
    public DeviceResolver devices = Inventory.EMPTY.addressBook();
    public DecodeSettings settings = DecodeSettings.DEFAULTS;
    public final BoundHits bounds = new BoundHits();

    public static CaptureInput input(String name, byte[] content) {
        return new CaptureInput(name, content.length, () -> new ByteArrayInputStream(content));
    }

    public static CaptureInput input(String name, String content) {
        return input(name, content.getBytes(StandardCharsets.UTF_8));
    }

    public ReadContext context() {
        return new ReadContext(devices, KnownIdentifiers.NONE, events::add, problems::add, settings, bounds);
    }

    public Reading read(CaptureFormat format, CaptureInput... inputs) throws IOException {
        format.read(List.of(inputs), context());
        return this;
    }

    public List<String> described() {
        return problems.stream().map(InputProblem::describe).toList();
    }
}
