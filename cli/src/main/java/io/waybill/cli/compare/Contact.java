package io.waybill.cli.compare;

/**
 * A model and a destination.
 *
 * @param model manufacturer and model
 * @param destination site or network
 */
public record Contact(String model, String destination) implements Comparable<Contact> {
    @Override
    public int compareTo(Contact other) {
        int byModel = model.compareTo(other.model);
        return byModel != 0 ? byModel : destination.compareTo(other.destination);
    }
}
