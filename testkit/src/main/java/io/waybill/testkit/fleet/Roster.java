package io.waybill.testkit.fleet;

import io.waybill.testkit.random.RandomStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws the phones of a fleet. A phone depends on the seed and its own number alone, not on how many others there are. */
public final class Roster {

    private static final double EVERYDAY_AGENT_SHARE = 0.35;
    private static final double OLDER_BUILD_SHARE = 0.6;

    private final Staffing staffing;
    private final long seed;

    /** What a story wants of a fleet. */
    public interface Staffing {

        /** One model per place; phone number n takes place n modulo their number. */
        List<PhoneModel> places();

        /** Where a phone lives. */
        default Market home(PhoneModel model, int rank, RandomStream random) {
            List<Market> ballot = new ArrayList<>();
            Market.ALL.forEach(market -> {
                for (int i = 0; i < market.weight(); i++) {
                    ballot.add(market);
                }
            });
            return random.pick(ballot);
        }

        /** Share of phones whose feed is an agent on the phone, which knows apps. */
        default double agentShare() {
            return EVERYDAY_AGENT_SHARE;
        }

        /** Which build it starts with. */
        default String firmware(PhoneModel model, int rank, RandomStream random) {
            return model.firmwares()
                    .get(
                            random.chance(OLDER_BUILD_SHARE)
                                    ? 0
                                    : model.firmwares().size() - 1);
        }
    }

    /** A fleet staffed this way. */
    public Roster(Staffing staffing, long seed) {
        this.staffing = staffing;
        this.seed = seed;
    }

    /** The first so many phones. */
    public List<Phone> phones(int count) {
        Map<PhoneModel, Integer> ranks = new HashMap<>();
        List<Phone> phones = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            PhoneModel model = staffing.places().get(index % staffing.places().size());
            int rank = ranks.merge(model, 1, Integer::sum) - 1;
            phones.add(phone(index, model, rank));
        }
        return List.copyOf(phones);
    }

    private Phone phone(int index, PhoneModel model, int rank) {
        String id = String.format(Locale.ROOT, "phone-%04d", index + 1);
        RandomStream random = RandomStream.of(seed, id + "/owner");
        Market home = staffing.home(model, rank, random);
        String firmware = staffing.firmware(model, rank, random);
        boolean agent = random.chance(staffing.agentShare());
        String group = home.country().toLowerCase(Locale.ROOT);
        return new Phone(index, id, model, rank, firmware, home, group, agent, Person.draw(random));
    }
}
