package dev.chorus.mqtt.internal.paho;

import dev.chorus.core.concurrent.SerialExecutor;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.mqtt.internal.BrokerConnection;
import dev.chorus.mqtt.internal.ConnectionEvents;
import dev.chorus.mqtt.internal.ConnectionException;
import dev.chorus.mqtt.internal.EndReason;
import dev.chorus.mqtt.internal.OutboundMessage;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Implements a connection with Paho. Paho's callbacks run on its threads and pass everything on at once. */
final class PahoConnection implements BrokerConnection, MqttCallback {

    private static final Duration PEER_CLOSES_WITHIN = Duration.ofSeconds(1);

    private final LinkSettings settings;
    private final SerialExecutor clock;
    private final ScheduledExecutorService threads;
    private final ConnectionEvents events;
    private final Payloads payloads = new Payloads();
    private final PahoSocket socket;
    private final PahoProblems problems;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicBoolean willWaits;
    private PahoClient client;
    private boolean startsFresh;
    private boolean mayKeepSession;

    /**
     * @param willWaits whether the broker publishes wills late; shared by the connections of a link, which detect it
     */
    PahoConnection(
            LinkSettings settings,
            NamedThreads threads,
            SerialExecutor clock,
            ConnectionEvents events,
            AtomicBoolean willWaits) {
        this.willWaits = willWaits;
        this.settings = settings;
        this.clock = clock;
        this.threads = new PahoThreads(threads, clock, this::failed);
        this.events = events;
        this.socket = new PahoSocket(settings, payloads);
        this.problems = new PahoProblems(settings);
    }

    @Override
    public void open(boolean fresh) {
        startsFresh = fresh;
        try {
            client = new PahoClient(settings.clientId(), socket, threads);
            client.setCallback(this);
            client.setManualAcks(true);
            client.connect(
                    options(fresh),
                    null,
                    onAnswer(this::opened, problem -> end(problems.connecting(problem), EndReason.OTHER)));
        } catch (MqttException e) {
            end(problems.connecting(e), EndReason.OTHER);
        }
    }

    private MqttConnectionOptions options(boolean fresh) {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(fresh);
        options.setSessionExpiryInterval(settings.sessionExpiry().toSeconds());
        options.setAutomaticReconnect(false);
        options.setKeepAliveInterval((int) settings.keepAlive().toSeconds());
        options.setMaximumPacketSize((long) settings.maxPacketBytes());
        options.setTopicAliasMaximum(0);
        settings.user().ifPresent(options::setUserName);
        settings.password().ifPresent(secret -> options.setPassword(utf8(secret)));
        settings.will().ifPresent(will -> setWill(options, will, willWaits.get()));
        return options;
    }

    private static void setWill(MqttConnectionOptions options, Publication will, boolean waits) {
        options.setWill(will.topic(), PahoMessages.outgoing(will));
        MqttProperties properties = PahoMessages.properties(will.properties());
        if (waits) {
            properties.setWillDelayInterval(1L);
        }
        options.setWillMessageProperties(properties);
    }

    private static byte[] utf8(char[] secret) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(secret));
        return Arrays.copyOf(encoded.array(), encoded.limit());
    }

    private void opened(IMqttToken token) {
        Connack connack = new Connack(token.getResponseProperties(), settings);
        client.correctConnection(connack.keepAliveSeconds());
        mayKeepSession = connack.mayKeepSession();
        if (!startsFresh && token.getSessionPresent() && !connack.keepsSession()) {
            // The messages in the session may be too old.
            giveUp(true);
            return;
        }
        if (mayKeepSession
                && settings.will().isPresent()
                && connack.isArtemis()
                && willWaits.compareAndSet(false, true)) {
            // A session that this connection created must not look like one of an earlier link.
            giveUp(!token.getSessionPresent());
            return;
        }
        events.opened(connack.limits(), connack.keepsSession(), token.getSessionPresent());
    }

    /**
     * Requests another connection. Messages that arrive on this one are not acknowledged, so they come again or
     * never.
     */
    private void giveUp(boolean startFresh) {
        over.set(true);
        events.reconnectNow(startFresh);
    }

    @Override
    public void subscribe(Map<String, Integer> filters) throws ConnectionException {
        List<String> names = new ArrayList<>(filters.keySet());
        MqttSubscription[] subscriptions = filters.entrySet().stream()
                .map(entry -> new MqttSubscription(entry.getKey(), entry.getValue()))
                .toArray(MqttSubscription[]::new);
        attempt(() -> client.subscribe(
                subscriptions,
                null,
                onAnswer(token -> events.subscribed(PahoProblems.subscribed(names, answer(token))), problem -> {}),
                new MqttProperties()));
    }

    @Override
    public void unsubscribe(String filter) throws ConnectionException {
        attempt(() -> client.unsubscribe(
                new String[] {filter},
                null,
                onAnswer(
                        token -> PahoProblems.unsubscribed(List.of(filter), answer(token))
                                .values()
                                .forEach(problem -> problem.ifPresent(events::refused)),
                        problem -> {}),
                new MqttProperties()));
    }

    @Override
    public void publish(OutboundMessage outbound) throws ConnectionException {
        Publication publication = outbound.sendable(System.nanoTime());
        attempt(() -> client.publish(
                publication.topic(),
                PahoMessages.outgoing(publication),
                null,
                onAnswer(token -> acknowledged(outbound, answer(token)), problem -> {})));
    }

    private void acknowledged(OutboundMessage outbound, Answer answer) {
        if (answer.code() == ReasonCodes.NO_MATCHING_SUBSCRIBERS) {
            events.unheard(outbound);
        } else {
            events.published(outbound, PahoProblems.refusal(answer));
        }
    }

    private static Answer answer(IMqttToken token) {
        MqttProperties properties = token.getResponseProperties();
        return Answer.of(properties == null ? null : properties.getReasonString());
    }

    @Override
    public void finish(boolean keepSession) {
        over.set(true);
        socket.letPeerClose();
        clock.schedule(this::cut, PEER_CLOSES_WITHIN);
        try {
            client.disconnectSoon(mayKeepSession && !keepSession);
        } catch (MqttException e) {
            cut();
        }
    }

    @Override
    public void cut() {
        over.set(true);
        socket.cut();
    }

    /** Whether the socket is closed, at least on this side. */
    boolean isCut() {
        return socket.isCut();
    }

    private void failed(Throwable problem) {
        ended(problem);
        client.shutDown(problem);
    }

    private void ended(Throwable problem) {
        end(problems.connected(problem), PahoProblems.reason(problem));
    }

    private void end(String problem, EndReason reason) {
        if (over.compareAndSet(false, true)) {
            events.ended(problem, reason);
        }
    }

    /** An operation of Paho. */
    private interface Step {

        void run() throws MqttException;
    }

    private void attempt(Step step) throws ConnectionException {
        try {
            step.run();
        } catch (MqttException | IllegalArgumentException e) {
            throw new ConnectionException(problems.connected(e), e);
        }
    }

    /** Without the connection only CONNECT has a response; {@link #disconnected} reports its end once. */
    private static MqttActionListener onAnswer(Consumer<IMqttToken> success, Consumer<Throwable> failure) {
        return new MqttActionListener() {
            @Override
            public void onSuccess(IMqttToken token) {
                success.accept(token);
            }

            @Override
            public void onFailure(IMqttToken token, Throwable problem) {
                failure.accept(problem);
            }
        };
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) throws MqttException {
        byte[] payload = payloads.of(message.getPayload());
        if (!over.get() && events.delivered(PahoMessages.incoming(topic, message, payload, System.nanoTime()))) {
            client.messageArrivedComplete(message.getId(), message.getQos());
        }
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
        ended(response.getException());
    }

    @Override
    public void mqttErrorOccurred(MqttException problem) {
        ended(problem);
    }

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String uri) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}
}
