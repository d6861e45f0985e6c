package dev.chorus.tools.deploy;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.LongConsumer;

/** Sends authenticated JSON requests to one gateway. Every failure is a {@link GatewayException}. Not thread-safe. */
final class RestClient implements AutoCloseable {

    /** A slower upload counts as stalled. */
    private static final long MIN_UPLOAD_BYTES_PER_S = 16 << 10;

    private static final Gson GSON = new Gson();

    private final GatewayTransport transport;
    private final GatewaySession session;

    /** Creates a client; sends nothing yet. */
    RestClient(GatewayTransport transport, GatewaySession session) {
        this.transport = transport;
        this.session = session;
    }

    /** Logs in, unless there is a session. */
    void logIn() throws GatewayException, InterruptedException {
        if (!session.isOpen()) {
            session.renew();
        }
    }

    boolean hasSession() {
        return session.isOpen();
    }

    String user() {
        return session.user();
    }

    /**
     * Sends a GET request.
     *
     * @param type type of the response; missing fields are null
     */
    <T> T get(String path, Class<T> type) throws GatewayException, InterruptedException {
        return answer(path, send(transport.request(path).GET()), type);
    }

    /** Sends a POST request and returns the response. */
    <T> T post(String path, JsonObject body, Class<T> type) throws GatewayException, InterruptedException {
        return answer(path, send(transport.jsonRequest("POST", path, body)), type);
    }

    /** Sends a request whose response has no content. */
    void send(String method, String path, JsonObject body) throws GatewayException, InterruptedException {
        send(transport.jsonRequest(method, path, body));
    }

    /**
     * Uploads a file as a form.
     *
     * @param sent see {@link UploadBody}
     */
    void upload(String path, PackageFile file, LongConsumer sent) throws IOException, InterruptedException {
        UploadBody body = new UploadBody(file.path(), file.fileName(), sent);
        HttpRequest.Builder request = transport
                .request(path)
                .header("Content-Type", body.contentType())
                .POST(body);
        GatewayTransport.extend(request, Duration.ofSeconds(body.contentLength() / MIN_UPLOAD_BYTES_PER_S));
        send(request);
    }

    private String send(HttpRequest.Builder request) throws GatewayException, InterruptedException {
        session.open();
        HttpResponse<String> response = transport.send(session.authenticate(request));
        if (response.statusCode() == 401) {
            if (!session.isOpen()) {
                throw session.refusedBasic(response);
            }
            session.renew();
            response = transport.send(session.authenticate(request));
        }
        if (response.statusCode() / 100 != 2) {
            throw Refusals.of(transport.gateway(), session.user(), response);
        }
        return response.body();
    }

    private <T> T answer(String path, String body, Class<T> type) throws GatewayException {
        T answer;
        try {
            answer = GSON.fromJson(body, type);
        } catch (JsonParseException e) {
            throw notKura(path, e);
        }
        if (answer == null) {
            throw notKura(path, null);
        }
        return answer;
    }

    /** Creates the exception for a response that is not from Kura. */
    GatewayException notKura(String path, Throwable cause) {
        return Refusals.notKura(transport.gateway(), path, cause);
    }

    /** Logs out. */
    @Override
    public void close() {
        session.close();
    }
}
