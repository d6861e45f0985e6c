package dev.chorus.mqtt.api;

import dev.chorus.mqtt.internal.ReconnectingLink;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One connection to one MQTT 5 broker that keeps itself up: the package says what it guarantees and on which threads.
 *
 * <p>Life: {@link #create}, any number of {@link #subscribe}, {@link #start}, {@link #close}. A closed link stays closed.
 */
@ProviderType
public interface MqttLink extends AutoCloseable {

    /**
     * Makes a link; nothing runs before {@link #start}.
     *
     * @param settings where and how to connect
     * @param listener told of every connection
     */
    static MqttLink create(LinkSettings settings, LinkListener listener) {
        return new ReconnectingLink(settings, listener);
    }

    /**
     * Begins to connect and returns at once. Attempts that fail, the first one too, are repeated after a pause that grows by a
     * quarter from {@link LinkSettings#minBackoff} to {@link LinkSettings#maxBackoff}, each time shortened at random by up to half, so
     * that many links do not come back in step.
     *
     * @throws IllegalStateException if it was started before or is closed
     */
    void start();

    /**
     * Sends a publication now or, without connection, as soon as there is one; one topic's turn after the other's, and of one topic in
     * the order of the calls, but after a lost connection what was not acknowledged is sent again. Before {@link #start} it waits like during an outage. Never blocks.
     * Beyond {@link LinkSettings#bufferPublications} or {@link LinkSettings#bufferBytes} the oldest that is not in flight
     * is dropped, of the topic with most of them.
     *
     * @return completes with null when the broker acknowledged it (QoS 1) or it was written (QoS 0), otherwise with a
     *     {@link PublishException}; completes on a thread of the link, so what is chained to it must not block
     */
    CompletableFuture<Void> publish(Publication publication);

    /**
     * Like {@link #publish}, but that the broker has it is not enough: as long as it says that nobody has subscribed, the publication
     * is sent again after a pause that doubles from 100 ms to 2 s. Brokers need not say so (MQTT 5, 3.4.2.1); with those that do
     * not, it is the same as {@link #publish}. What was published later can overtake it.
     *
     * @param publication of QoS 1, not retained, with an expiry, after which it fails as expired
     * @throws IllegalArgumentException if it is none of that kind
     */
    CompletableFuture<Void> publishUntilHeard(Publication publication);

    /**
     * From the next connection on, has what is published to a topic wait after connecting until there is somebody to hear it, unless
     * the broker has kept its session for this client, and so the others' too. For brokers that were started anew and do not say
     * that nobody has subscribed. What expires meanwhile fails as expired.
     *
     * @param topic no filter
     * @param holds gives a new one for each connection; called on a thread of the link
     */
    void hold(String topic, Supplier<? extends PublishGate> holds);

    /** Undoes {@link #hold}. */
    void release(String topic);

    /**
     * Hears what matches a filter from now on, on this and every later connection: once is enough. What comes while the connection is
     * broken is delivered afterwards if it stands again within {@link LinkSettings#sessionExpiry}. The same filter again replaces
     * QoS and handler. Keep the filters of one link disjoint: what matches two of them goes to both handlers, and some brokers then
     * send it twice.
     *
     * @param filter may hold the wildcards + and #, and begin with {@code $share/group/} where the broker knows that
     * @param qos 0 or 1, at most which deliveries come
     * @param handler called on the dispatcher thread; may publish, must not block
     * @throws IllegalArgumentException if the filter is malformed or QoS is neither 0 nor 1
     */
    void subscribe(String filter, int qos, Consumer<Delivery> handler);

    /** Hears no longer what matches a filter; does nothing if that was not subscribed. */
    void unsubscribe(String filter);

    /**
     * Gives up the connection, if there is one, without DISCONNECT: the broker publishes the will and drops what it still has for this
     * client. Messages that arrived before this call and wait for their handlers are dropped too, counted as
     * {@link LinkStatistics#outdated}; only a handler that is being called at this moment runs to its end. Connects again after a
     * pause. For a client that has stood still and must not take old messages for new ones. Returns at once.
     */
    void renew();

    /**
     * Takes no further deliveries: they are not acknowledged, so a broker that keeps the session delivers them on the next connection.
     * Waits until those taken before have been handled, at most {@link LinkSettings#closeTimeout}. Publishing continues. For a client that
     * is about to be {@linkplain #suspend suspended}; cannot be undone.
     *
     * @param exempt selects deliveries that are still taken; called on a thread of the client, must not block
     */
    void pause(Predicate<Delivery> exempt);

    /**
     * Whether the first connection continued a session that an earlier link has left at the broker, see {@link LinkSettings#resumesSession}. False
     * before there is a connection.
     */
    boolean resumed();

    /** How the link is at this moment. */
    LinkState state();

    /** What it has counted so far. */
    LinkStatistics statistics();

    /**
     * Ends the link in good order: sends the farewell if there is a connection, disconnects (so the broker does not publish
     * the will), lets the running handler return, and leaves no thread. What is not acknowledged by then fails as closed. Returns
     * within {@link LinkSettings#closeTimeout} or little more. Later calls do nothing.
     *
     * @param farewell the last publication
     */
    void close(Publication farewell);

    /**
     * Like {@link #close(Publication)}, but the broker keeps the session: for {@link LinkSettings#sessionExpiry} it collects what is
     * published to the subscriptions, for the next link with this client id that {@linkplain LinkSettings#resumesSession resumes} it.
     * Call {@link #pause} before: what has been taken and not handled is lost.
     *
     * @param farewell the last publication
     */
    void suspend(Publication farewell);

    /** Like {@link #close(Publication)}, without a farewell. */
    @Override
    void close();
}
