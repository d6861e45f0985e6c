package dev.chorus.variant.internal.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequesterRatesTest {

    private final RequesterRates rates = new RequesterRates();
    private long nowMillis = -1;

    @Test
    void admit_moreThanASecondsWorthAtOnce_takesOneSecondsWorth() {
        assertEquals(10, taken("a", 25));
    }

    @Test
    void admit_afterAWhile_takesWhatThatWhileAllows() {
        taken("a", 25);

        nowMillis += 300;

        assertEquals(3, taken("a", 25));
    }

    @Test
    void admit_afterALongSilence_takesNoMoreThanASecondsWorth() {
        taken("a", 25);

        nowMillis += 60_000;

        assertEquals(10, taken("a", 25));
    }

    @Test
    void admit_ofAnotherRequester_isNotLimited() {
        taken("a", 25);

        assertTrue(admit("b"));
        assertFalse(admit("a"));
    }

    @Test
    void admit_withoutUsableResponseTopic_isOneRequester() {
        taken(null, 9);

        assertTrue(admit("x".repeat(1025)));
        assertFalse(admit("y".repeat(60_000)));
    }

    @Test
    void admit_withoutLimit_takesAll() {
        assertTrue(IntStream.range(0, 1000).allMatch(time -> rates.admit("a", 0, 0)));
    }

    @Test
    void admit_beyondTheRequesterLimit_forgetsTheLeastRecent() {
        taken("a", 10);
        IntStream.range(0, RequesterRates.MAX_REQUESTERS - 1).forEach(other -> admit("other" + other));
        assertFalse(admit("a"));

        IntStream.range(0, RequesterRates.MAX_REQUESTERS).forEach(other -> admit("another" + other));

        assertTrue(admit("a"));
    }

    private long taken(String requester, int times) {
        return IntStream.range(0, times).filter(time -> admit(requester)).count();
    }

    private boolean admit(String requester) {
        return rates.admit(requester, 10, TimeUnit.MILLISECONDS.toNanos(nowMillis));
    }
}
