package dev.chorus.tools.pictures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HoldOutTest {

    private final List<PictureFile> files = new ArrayList<>();

    HoldOutTest() {
        for (int number = 0; number < 100; number++) {
            files.add(new PictureFile("f" + number, number < 60 ? 0 : number < 99 ? 1 : 2, Part.WHOLE));
        }
    }

    @Test
    void of_unevenClasses_holdsOutTheSameShareOfEach() {
        // when
        HoldOut parted = HoldOut.of(files, 20, 7);

        // then
        assertEquals(12, ofClass(parted.heldOut(), 0));
        assertEquals(8, ofClass(parted.heldOut(), 1));
        assertEquals(1, ofClass(parted.kept(), 2));
        Set<PictureFile> all = new HashSet<>(parted.kept());
        all.addAll(parted.heldOut());
        assertEquals(100, all.size());
    }

    @Test
    void of_sameSeed_isTheSameWhateverTheOrder() {
        // given
        HoldOut parted = HoldOut.of(files, 20, 7);

        // when
        Collections.reverse(files);

        // then
        assertEquals(parted, HoldOut.of(files, 20, 7));
        assertNotEquals(parted, HoldOut.of(files, 20, 8));
    }

    @Test
    void of_everything_isRefused() {
        // when
        Exception refused = assertThrows(IllegalArgumentException.class, () -> HoldOut.of(files, 100, 7));

        // then
        assertEquals("held out are 100 pictures, allowed are 0..99", refused.getMessage());
    }

    private static long ofClass(List<PictureFile> some, int label) {
        return some.stream().filter(file -> file.label() == label).count();
    }
}
