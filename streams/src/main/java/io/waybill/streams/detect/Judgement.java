package io.waybill.streams.detect;

import java.util.List;

/**
 * What a destination-side detector decided.
 *
 * @param verdicts what there is to say, in an order that depends on the input alone
 * @param tests significance tests made, whether or not they gave a verdict: the correction for many tests counts them
 */
public record Judgement(List<Verdict> verdicts, long tests) {

    /** Nothing to say and nothing tested. */
    public static final Judgement NONE = new Judgement(List.of(), 0);
}
