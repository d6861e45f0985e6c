package dev.chorus.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import java.lang.reflect.Method;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All methods of the service, found by their annotations: who may call them, and whether they are described. */
class RestAccessTest extends RestBench {

    static Stream<Method> endpoints() {
        return Stream.of(RestService.class.getMethods())
                .filter(method -> method.isAnnotationPresent(GET.class) || method.isAnnotationPresent(POST.class));
    }

    private static String path(Method endpoint) {
        return "/chorus/v1" + endpoint.getAnnotation(Path.class).value();
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void call_ofAnything_withoutTheRoleIsRefused(Method endpoint) throws Exception {
        configure(Map.of());
        String path = path(endpoint).replace("{family}", "parts").replace("{id}", "01");
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        if (endpoint.isAnnotationPresent(POST.class)) {
            request.POST(BodyPublishers.ofByteArray(new byte[] {1}));
        }

        int nobody = HTTP.send(request.build(), BodyHandlers.discarding()).statusCode();
        int guest = HTTP.send(
                        request.header("Authorization", Gate.credentials("guest"))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();

        assertEquals(401, nobody, path);
        assertEquals(403, guest, path);
    }

    @Test
    void openApi_paths_areThoseOfTheMethods() throws Exception {
        JsonObject document = json(get("/chorus/v1/openapi.json")).getAsJsonObject("paths");

        Set<String> described = new TreeSet<>();
        document.entrySet().forEach(path -> path.getValue()
                .getAsJsonObject()
                .keySet()
                .forEach(verb -> described.add(verb + " " + path.getKey())));
        Set<String> there = new TreeSet<>();
        endpoints()
                .forEach(endpoint -> there.add((endpoint.isAnnotationPresent(GET.class) ? "get " : "post ")
                        + endpoint.getAnnotation(Path.class).value()));
        assertEquals(there, described);
    }
}
