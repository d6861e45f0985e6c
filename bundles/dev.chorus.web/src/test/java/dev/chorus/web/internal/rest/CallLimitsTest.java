package dev.chorus.web.internal.rest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CallLimitsTest {

    private long now;
    private final CallLimits limits = new CallLimits(() -> now);

    @Test
    void read_body_isComplete() throws Exception {
        byte[] body = new byte[200_000];
        body[199_999] = 7;

        try (CallLimits.Call call = limits.begin()) {
            assertArrayEquals(body, call.read(new ByteArrayInputStream(body), 200_000));
        }
    }

    @Test
    void read_longerBody_isReadByOneByteMoreThanAllowed() throws Exception {
        ByteArrayInputStream body = new ByteArrayInputStream(new byte[300_000]);

        try (CallLimits.Call call = limits.begin()) {
            assertEquals(100_001, call.read(body, 100_000).length);
        }
        assertEquals(199_999, body.available());
    }

    @Test
    void begin_whileTooManyCallsAreUnderWay_isRefused() throws Exception {
        List<CallLimits.Call> calls = new ArrayList<>();
        for (int call = 0; call < CallLimits.MAX_CALLS; call++) {
            calls.add(limits.begin());
        }

        assertEquals(503, assertThrows(CallFailure.class, limits::begin).status());

        calls.get(0).close();
        limits.begin().close();
    }

    @Test
    void read_moreThanAllCallsMayHave_isRejectedAndReleased() throws Exception {
        byte[] half = new byte[CallLimits.MAX_BYTES / 4];
        CallLimits.Call one = limits.begin();
        CallLimits.Call other = limits.begin();
        one.read(new ByteArrayInputStream(half), half.length);
        other.read(new ByteArrayInputStream(half), half.length);
        CallLimits.Call third = limits.begin();

        CallFailure refused =
                assertThrows(CallFailure.class, () -> third.read(new ByteArrayInputStream(new byte[1]), 10));

        assertEquals(503, refused.status());
        one.close();
        assertEquals(1, third.read(new ByteArrayInputStream(new byte[1]), 10).length);
    }

    /** Provides one byte each second. */
    @Test
    void read_slowBody_endsAfterItsTime() throws Exception {
        InputStream slow = new InputStream() {
            @Override
            public int read() {
                now += TimeUnit.SECONDS.toNanos(1);
                return 0;
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                into[offset] = (byte) read();
                return 1;
            }
        };

        try (CallLimits.Call call = limits.begin()) {
            CallFailure refused = assertThrows(CallFailure.class, () -> call.read(slow, 1_000_000));

            assertEquals(408, refused.status());
            assertEquals(11, TimeUnit.NANOSECONDS.toSeconds(now));
        }
    }

    /** The minimum number of bytes each second. */
    @Test
    void read_bodyThatIsFastEnough_isComplete() throws Exception {
        ByteArrayInputStream body = new ByteArrayInputStream(new byte[40 * CallLimits.MIN_BYTES_PER_SECOND]) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                now += TimeUnit.SECONDS.toNanos(1);
                return super.read(into, offset, length);
            }
        };

        try (CallLimits.Call call = limits.begin()) {
            assertEquals(
                    40 * CallLimits.MIN_BYTES_PER_SECOND, call.read(body, 40 * CallLimits.MIN_BYTES_PER_SECOND).length);
        }
    }
}
