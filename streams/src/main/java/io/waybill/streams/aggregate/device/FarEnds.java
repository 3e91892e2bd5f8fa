package io.waybill.streams.aggregate.device;

/** The far ends that a pair met: mostly one, which is then it itself. */
sealed interface FarEnds permits FarEnd, EndpointTable {}
