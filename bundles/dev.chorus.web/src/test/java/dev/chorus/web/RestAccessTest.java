package dev.chorus.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.annotation.security.PermitAll;
import javax.annotation.security.RolesAllowed;
import javax.ws.rs.GET;
import javax.ws.rs.HttpMethod;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.service.useradmin.Role;
import org.osgi.service.useradmin.UserAdmin;

/** Checks all methods of the service, found by their annotations: their permissions and their descriptions. */
class RestAccessTest extends RestBench {

    /** Returns every method that JAX-RS would call: with a verb, or with a path and so a resource of its own. */
    static Stream<Method> endpoints() {
        return Stream.of(RestService.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Path.class)
                        || Stream.of(method.getAnnotations())
                                .anyMatch(any -> any.annotationType().isAnnotationPresent(HttpMethod.class)));
    }

    private static String path(Method endpoint) {
        return "/chorus/v1" + endpoint.getAnnotation(Path.class).value();
    }

    private int status(Method endpoint, String user) throws Exception {
        String path = path(endpoint).replace("{family}", "parts").replace("{id}", "01");
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        if (endpoint.isAnnotationPresent(POST.class)) {
            request.header("Content-Type", "image/png").POST(BodyPublishers.ofByteArray(new byte[] {1}));
        }
        if (user != null) {
            request.header("Authorization", Gate.credentials(user));
        }
        return HTTP.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    /** In Kura a method without the annotation is open to every caller. */
    @Test
    void methods_ofTheService_allRequireTheRole() {
        assertTrue(endpoints().count() >= 11);
        for (Method endpoint : (Iterable<Method>) endpoints()::iterator) {
            RolesAllowed roles = endpoint.getAnnotation(RolesAllowed.class);
            assertNotNull(roles, endpoint.getName());
            assertEquals(List.of("chorus"), List.of(roles.value()), endpoint.getName());
            assertFalse(endpoint.isAnnotationPresent(PermitAll.class), endpoint.getName());
        }
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void call_ofAnything_requiresThePermissionRestChorus(Method endpoint) throws Exception {
        configure(Map.of("broker.url", "mqtt://127.0.0.1:1"));

        int operator = status(endpoint, Gate.OPERATOR);

        assertEquals(401, status(endpoint, null));
        assertEquals(403, status(endpoint, Gate.GUEST));
        assertFalse(Set.of(401, 403, 500).contains(operator), "with the permission alone " + operator);
        assertEquals(status(endpoint, Gate.ADMINISTRATOR), operator);
    }

    private HttpResponse<Void> send(Method endpoint, String... headers) throws Exception {
        String path = path(endpoint).replace("{family}", "parts").replace("{id}", "01");
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).headers(headers);
        if (endpoint.isAnnotationPresent(POST.class)) {
            request.header("Content-Type", "image/png").POST(BodyPublishers.ofByteArray(new byte[] {1}));
        }
        return HTTP.send(
                request.header("Authorization", Gate.credentials(Gate.OPERATOR)).build(), BodyHandlers.discarding());
    }

    /** The browser of an operator sends the login with the calls of any page. */
    @ParameterizedTest
    @MethodSource("endpoints")
    void call_ofAnotherSitesPage_isRefused(Method endpoint) throws Exception {
        configure(Map.of("broker.url", "mqtt://127.0.0.1:1"));

        assertEquals(403, send(endpoint, "Origin", "https://evil.example").statusCode());
        assertEquals(403, send(endpoint, "Sec-Fetch-Site", "cross-site").statusCode());
        assertNotEquals(403, send(endpoint, "Sec-Fetch-Site", "same-origin").statusCode());
        String own = "http://127.0.0.1:" + server.getAddress().getPort();
        assertNotEquals(403, send(endpoint, "Origin", own).statusCode());
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void response_toAnything_isNeitherKeptNorGuessedAt(Method endpoint) throws Exception {
        configure(Map.of("broker.url", "mqtt://127.0.0.1:1"));

        for (String site : List.of("same-origin", "cross-site")) {
            HttpResponse<Void> response = send(endpoint, "Sec-Fetch-Site", site);

            assertEquals(List.of("no-store"), response.headers().allValues("Cache-Control"));
            assertEquals(List.of("nosniff"), response.headers().allValues("X-Content-Type-Options"));
        }
    }

    @Test
    void userAdmin_onceThere_hasTheGroupOfThePermission() {
        List<String> created = new ArrayList<>();
        UserAdmin userAdmin = (UserAdmin) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {UserAdmin.class}, (any, method, arguments) -> {
                    created.add(method.getName() + Arrays.toString(arguments));
                    return null;
                });

        new RestService().setUserAdmin(userAdmin);

        assertEquals(List.of("createRole[kura.permission.rest.chorus, " + Role.GROUP + "]"), created);
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
