package dev.chorus.variant.internal.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EngineOptionsTest {

    @Test
    void read_ofNothing_isTheDefaults() {
        EngineOptions options = EngineOptions.read(Map.of());

        assertEquals(
                new EngineOptions(Set.of(), Optional.empty(), new EngineLimits(8, 100_000_000, 4_000_000), List.of()),
                options);
    }

    @Test
    void read_ofEverything_isUnderstood() {
        EngineOptions options = EngineOptions.read(Map.of(
                "models", " parts/p48, ,detector ",
                "model.folder", "/var/models",
                "models.max", "3",
                "model.bytes.max", 1000L,
                "tensor.elements.max", 10));

        assertEquals(
                new EngineOptions(
                        Set.of("parts/p48", "detector"),
                        Optional.of(Path.of("/var/models")),
                        new EngineLimits(3, 1000, 10),
                        List.of()),
                options);
    }

    @Test
    void read_ofMistakes_namesEach() {
        EngineOptions options = EngineOptions.read(Map.of(
                "models", "fine,a/b/c",
                "model.folder", "a\0b",
                "models.max", 0,
                "model.bytes.max", "many",
                "tensor.elements.max", new int[0].length));

        assertEquals(
                List.of(
                        "each of models must be " + ModelName.ALLOWED + ", was 'a/b/c'",
                        "model.folder must be a text without control characters, was 'a?b'",
                        "models.max must be a whole number within 1..1000, was '0'",
                        "model.bytes.max must be a whole number within 1..536870912, was 'many'",
                        "tensor.elements.max must be a whole number within 1..100000000, was '0'"),
                options.problems());
    }
}
