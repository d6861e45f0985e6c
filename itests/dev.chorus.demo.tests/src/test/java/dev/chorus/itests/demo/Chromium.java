package dev.chorus.itests.demo;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One page of a headless Chromium, by its DevTools protocol. For one thread. */
final class Chromium implements AutoCloseable {

    static final Path PROGRAM = Path.of("/usr/bin/chromium");

    private static final Pattern LISTENING = Pattern.compile("DevTools listening on ws://([^/]+)/");
    private static final int PATIENCE_SECONDS = 120;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger number = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonObject>> open = new ConcurrentHashMap<>();

    /** @param folder for its profile */
    Chromium(Path folder) throws Exception {
        process = new ProcessBuilder(
                        PROGRAM.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        // Where /dev/shm is small it would crash.
                        "--disable-dev-shm-usage",
                        "--window-size=1200,1600",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + folder,
                        "about:blank")
                .redirectErrorStream(true)
                .start();
        String address = address();
        String page = HTTP.send(
                        HttpRequest.newBuilder(URI.create("http://" + address + "/json/new?about:blank"))
                                .PUT(BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString())
                .body();
        String url = JsonParser.parseString(page)
                .getAsJsonObject()
                .get("webSocketDebuggerUrl")
                .getAsString();
        socket = HTTP.newWebSocketBuilder()
                .buildAsync(URI.create(url), new Answers())
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private String address() throws IOException {
        BufferedReader said = process.inputReader();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                Thread swallower = new Thread(() -> said.lines().forEach(rest -> {}), "chromium-output");
                swallower.setDaemon(true);
                swallower.start();
                return listening.group(1);
            }
        }
        throw new IOException("chromium does not start");
    }

    void open(String url) throws Exception {
        JsonObject to = new JsonObject();
        to.addProperty("url", url);
        call("Page.navigate", to);
    }

    /** Has the page compute something, a promise too. */
    JsonElement evaluate(String script) throws Exception {
        JsonObject what = new JsonObject();
        what.addProperty("expression", script);
        what.addProperty("awaitPromise", true);
        what.addProperty("returnByValue", true);
        JsonObject answer = call("Runtime.evaluate", what);
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(answer.get("exceptionDetails").toString());
        }
        return answer.getAsJsonObject("result").get("value");
    }

    /** Presses the left button over the middle of an element. */
    void click(String selector) throws Exception {
        JsonObject at = evaluate("(() => { const e = document.querySelector('" + selector
                        + "'); e.scrollIntoView({block: 'center'}); const r = e.getBoundingClientRect();"
                        + " return {x: r.x + r.width / 2, y: r.y + r.height / 2}; })()")
                .getAsJsonObject();
        for (String type : new String[] {"mousePressed", "mouseReleased"}) {
            JsonObject event = at.deepCopy();
            event.addProperty("type", type);
            event.addProperty("button", "left");
            event.addProperty("clickCount", 1);
            call("Input.dispatchMouseEvent", event);
        }
    }

    /** Keeps what the page looks like, all of it. */
    void screenshot(Path file) throws Exception {
        JsonObject how = new JsonObject();
        how.addProperty("captureBeyondViewport", true);
        Files.createDirectories(file.getParent());
        Files.write(
                file,
                Base64.getDecoder()
                        .decode(call("Page.captureScreenshot", how).get("data").getAsString()));
    }

    private JsonObject call(String method, JsonObject parameters) throws Exception {
        int id = number.incrementAndGet();
        JsonObject message = new JsonObject();
        message.addProperty("id", id);
        message.addProperty("method", method);
        message.add("params", parameters);
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        open.put(id, answer);
        socket.sendText(message.toString(), true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        JsonObject said = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (said.has("error")) {
            throw new IllegalStateException(method + ": " + said.get("error"));
        }
        return said.getAsJsonObject("result");
    }

    @Override
    public void close() {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }

    private final class Answers implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                JsonObject message = JsonParser.parseString(text.toString()).getAsJsonObject();
                text.setLength(0);
                CompletableFuture<JsonObject> waiting =
                        message.has("id") ? open.remove(message.get("id").getAsInt()) : null;
                if (waiting != null) {
                    waiting.complete(message);
                }
            }
            from.request(1);
            return null;
        }
    }
}
