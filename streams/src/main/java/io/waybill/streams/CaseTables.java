package io.waybill.streams;

import io.waybill.schemas.Alert;
import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.PipelineProgress;
import java.util.List;

/**
 * What a case comes to.
 *
 * @param counts the count rows, by key
 * @param alerts the alerts, retracted ones included, by id
 * @param progress what became of the records
 */
public record CaseTables(List<DestinationCount> counts, List<Alert> alerts, PipelineProgress progress) {}
