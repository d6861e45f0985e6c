package dev.chorus.core.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestDeadlineTest {

    private static final Duration FALLBACK = Duration.ofSeconds(1);

    @Test
    void of_requestWithoutADeadline_givesFallback() {
        assertEquals(new RequestDeadline(FALLBACK, false), RequestDeadline.of(null, null, FALLBACK));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "250", "60000"})
    void of_deadlineWithinRange_isTaken(String named) {
        assertEquals(
                new RequestDeadline(Duration.ofMillis(Long.parseLong(named)), false),
                RequestDeadline.of(named, null, FALLBACK));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "0", "-1", "60001", "1e3", "1.5", "99999999999999999999", "١٢", "soon"})
    void of_invalidValue_givesFallbackAndIsMalformed(String named) {
        assertEquals(new RequestDeadline(FALLBACK, true), RequestDeadline.of(named, null, FALLBACK));
    }

    @Test
    void of_expiryShorterThanDeadline_isTheDeadline() {
        Duration expiry = Duration.ofSeconds(2);

        assertEquals(expiry, RequestDeadline.of("5000", expiry, FALLBACK).duration());
        assertEquals(
                Duration.ofMillis(1500),
                RequestDeadline.of("1500", expiry, FALLBACK).duration());
        assertEquals(FALLBACK, RequestDeadline.of(null, expiry, FALLBACK).duration());
    }

    @Test
    void of_rubbishBesideShortExpiry_givesExpiry() {
        Duration expiry = Duration.ofMillis(500);

        assertEquals(new RequestDeadline(expiry, true), RequestDeadline.of("soon", expiry, FALLBACK));
    }
}
