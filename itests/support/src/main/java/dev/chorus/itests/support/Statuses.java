package dev.chorus.itests.support;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** How the components of a gateway say that they are. Owned by the test's thread. */
public final class Statuses {

    private static final String VARIANT = "variant";

    private final FrameworkGateway gateway;
    private final TestClient client;

    /** Statuses of components of this gateway, as this client hears them. */
    public Statuses(FrameworkGateway gateway, TestClient client) {
        this.gateway = gateway;
        this.client = client;
    }

    /** Waits for a status of a variant; see {@link #await}. */
    public Json awaitVariant(String instance, String wanted, Predicate<Json> isWanted) {
        return await(VARIANT, instance, wanted, isWanted);
    }

    /** Waits for a status of the aggregator; see {@link #await}. */
    public Json awaitAggregator(String wanted, Predicate<Json> isWanted) {
        return await(FrameworkGateway.AGGREGATOR, FrameworkGateway.AGGREGATOR, wanted, isWanted);
    }

    /** Waits until the aggregator knows that exactly these variants are online. */
    public Json awaitOnline(List<String> variants) {
        return awaitAggregator(
                "knowing that online are " + variants, status -> online(status).equals(variants));
    }

    private static List<String> online(Json status) {
        return status.objects("members").stream()
                .filter(member -> member.text("state").equals("online") && member.flag("compatible"))
                .map(member -> member.text(VARIANT))
                .sorted()
                .toList();
    }

    /** Waits until a variant has counted so many. */
    public void awaitVariantCount(String instance, String counter, long number) {
        awaitVariant(instance, counter + " = " + number, status -> status.counter(counter) == number);
    }

    /** Waits until the aggregator has counted so many. */
    public void awaitAggregatorCount(String counter, long number) {
        awaitAggregator(counter + " = " + number, status -> status.counter(counter) == number);
    }

    /** Waits for a status; asks for the next one as soon as one is not as wanted, since by itself it comes every ten seconds. */
    private Json await(String kind, String instance, String wanted, Predicate<Json> isWanted) {
        String topic = TestClient.status(kind, instance);
        AtomicInteger looked = new AtomicInteger(-1);
        return Await.value(() -> "a status of " + instance + " " + wanted + ", the last was " + last(topic), () -> {
            int heard = client.heard(topic).size();
            Optional<Json> found = last(topic).filter(isWanted);
            if (found.isEmpty() && looked.getAndSet(heard) != heard) {
                gateway.nudge(instance);
            }
            return found;
        });
    }

    private Optional<Json> last(String topic) {
        return client.last(topic).map(Message::json);
    }
}
