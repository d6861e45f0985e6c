package dev.chorus.mqtt.api;

import dev.chorus.mqtt.internal.ReconnectingLink;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A connection to one MQTT 5 broker that reconnects by itself. The package documents guarantees and threads.
 *
 * <p>Life cycle: {@link #create}, any number of {@link #subscribe}, {@link #start}, {@link #close}. A closed link
 * cannot be started again.
 */
@ProviderType
public interface MqttLink extends AutoCloseable {

    /**
     * Creates a link; nothing runs before {@link #start}.
     *
     * @param settings where and how to connect
     * @param listener notified of every connection
     */
    static MqttLink create(LinkSettings settings, LinkListener listener) {
        return new ReconnectingLink(settings, listener);
    }

    /**
     * Starts connecting and returns at once. Failed attempts, the first one included, are repeated after a pause that
     * grows by a quarter from {@link LinkSettings#minBackoff} to {@link LinkSettings#maxBackoff}. Each pause is
     * shortened at random by up to half, so that many links do not reconnect at the same time.
     *
     * @throws IllegalStateException if the link was started before or is closed
     */
    void start();

    /**
     * Publishes a message now or, without a connection, after the next connect. Topics take turns, and the messages
     * of one topic keep the order of the calls, except that after a lost connection unacknowledged messages are sent
     * again. Before {@link #start} messages wait as during an outage. Never blocks. Above {@link
     * LinkSettings#bufferPublications} or {@link LinkSettings#bufferBytes} the oldest message that is not in flight
     * is dropped, of the topic with most waiting messages.
     *
     * @return completes with null when the broker acknowledged the message (QoS 1) or it was written (QoS 0),
     *     otherwise with a {@link PublishException}; completes on a thread of the link, so dependent stages must not
     *     block
     */
    CompletableFuture<Void> publish(Publication publication);

    /**
     * Publishes like {@link #publish}, but requires a subscriber: as long as the broker reports that the topic has
     * none, the message is sent again after a pause that doubles from 100 ms to 2 s. Brokers need not report it (MQTT
     * 5, 3.4.2.1); with those that do not, this is {@link #publish}. Later publications can overtake the message.
     *
     * @param publication QoS 1, not retained, with an expiry, after which it fails as expired
     * @throws IllegalArgumentException if the publication is of another kind
     */
    CompletableFuture<Void> publishUntilHeard(Publication publication);

    /**
     * From the next connection on, delays publications to a topic after connecting until a gate finds a subscriber,
     * unless the broker kept its session for this client, and so those of the other clients. For brokers that lose
     * their sessions on a restart and do not report missing subscribers. Publications that expire meanwhile fail as
     * expired.
     *
     * @param topic a topic name, no filter
     * @param holds supplies a new gate for each connection; called on a thread of the link
     */
    void hold(String topic, Supplier<? extends PublishGate> holds);

    /** Reverts {@link #hold}. */
    void release(String topic);

    /**
     * Subscribes to a filter on this and every later connection; one call is enough. Messages published while the
     * connection is broken are delivered afterwards if it is back within {@link LinkSettings#sessionExpiry}.
     * Subscribing to the same filter again replaces QoS and handler. Keep the filters of one link disjoint: a message
     * that matches two of them is passed to both handlers, and some brokers then send it twice.
     *
     * @param filter may contain the wildcards + and #, and begin with {@code $share/group/} if the broker supports
     *     shared subscriptions
     * @param qos 0 or 1, maximum QoS of deliveries
     * @param handler called on the dispatcher thread; may publish, must not block
     * @throws IllegalArgumentException if the filter is malformed or QoS is neither 0 nor 1
     */
    void subscribe(String filter, int qos, Consumer<Delivery> handler);

    /** Unsubscribes from a filter; does nothing if it is not subscribed. */
    void unsubscribe(String filter);

    /**
     * Drops the connection, if there is one, without DISCONNECT: the broker publishes the will and discards what it
     * still has for this client. Messages that arrived before this call and wait for their handlers are dropped too,
     * counted as {@link LinkStatistics#outdated}; only a handler that is running completes. Reconnects after a pause.
     * For a client that was stalled and must not take old messages for new ones. Returns at once.
     */
    void renew();

    /**
     * Stops taking deliveries: they are not acknowledged, so a broker that keeps the session delivers them on the
     * next connection. Waits until those taken before have been handled, at most {@link LinkSettings#closeTimeout}.
     * Publishing continues. For a client that is about to be {@linkplain #suspend suspended}; cannot be undone.
     *
     * @param exempt selects deliveries that are still taken; called on a thread of the client, must not block
     */
    void pause(Predicate<Delivery> exempt);

    /**
     * Whether the first connection resumed the session of an earlier link, see {@link LinkSettings#resumesSession}.
     * False before there is a connection.
     */
    boolean resumed();

    /** Returns the current state. */
    LinkState state();

    /** Returns the counters. */
    LinkStatistics statistics();

    /**
     * Closes the link in an orderly way: publishes the farewell if there is a connection, disconnects (so the broker
     * does not publish the will), lets the running handler return, and ends all threads. Publications that are not
     * acknowledged by then fail as closed. Returns within {@link LinkSettings#closeTimeout} or little more. Later
     * calls do nothing.
     *
     * @param farewell the last publication
     */
    void close(Publication farewell);

    /**
     * Closes like {@link #close(Publication)}, but leaves the session at the broker: for {@link
     * LinkSettings#sessionExpiry} the broker collects messages for the subscriptions, for the next link with this
     * client id that {@linkplain LinkSettings#resumesSession resumes} it. Call {@link #pause} before: messages taken
     * and not handled are lost.
     *
     * @param farewell the last publication
     */
    void suspend(Publication farewell);

    /** Closes like {@link #close(Publication)}, without a farewell. */
    @Override
    void close();
}
