package dev.chorus.tools.testgateway;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Kura's {@code /services/system/v1/properties}, as far as it names the processor and versions. */
final class SystemResource {

    private static final String ROLE = "system";
    private static final JsonPrimitive VERSION = new JsonPrimitive("KURA_5.6.0");
    private static final JsonPrimitive LINUX = new JsonPrimitive("Linux");

    private final InstalledPackages packages;

    SystemResource(InstalledPackages packages) {
        this.packages = packages;
    }

    void addTo(RestRoutes routes) {
        routes.add(
                        "POST",
                        "system/v1/properties/framework/filter",
                        ROLE,
                        (call, body) -> KuraResponses.json(
                                call,
                                200,
                                filter(
                                        body,
                                        Map.of(
                                                "osArch",
                                                arch(),
                                                "osName",
                                                LINUX,
                                                "kuraVersion",
                                                VERSION,
                                                "javaVersion",
                                                new JsonPrimitive("17.0.15+6-Debian-1deb12u1"),
                                                "numberOfProcessors",
                                                new JsonPrimitive(2)))))
                .add(
                        "POST",
                        "system/v1/properties/kura/filter",
                        ROLE,
                        (call, body) -> KuraResponses.json(
                                call,
                                200,
                                ComponentStore.object(
                                        "kuraProperties",
                                        filter(
                                                body,
                                                Map.of(
                                                        "os.arch",
                                                        arch(),
                                                        "os.name",
                                                        LINUX,
                                                        "kura.version",
                                                        VERSION)))));
    }

    private JsonPrimitive arch() {
        return new JsonPrimitive(packages.osArch());
    }

    /** The asked properties; unknown ones are left out. */
    private static JsonObject filter(byte[] body, Map<String, JsonPrimitive> all) {
        JsonObject asked =
                JsonParser.parseString(new String(body, StandardCharsets.UTF_8)).getAsJsonObject();
        JsonObject answer = new JsonObject();
        for (JsonElement name : asked.getAsJsonArray("names")) {
            if (all.containsKey(name.getAsString())) {
                answer.add(name.getAsString(), all.get(name.getAsString()));
            }
        }
        return answer;
    }
}
