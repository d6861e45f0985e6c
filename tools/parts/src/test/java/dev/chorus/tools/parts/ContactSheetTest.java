package dev.chorus.tools.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class ContactSheetTest {

    @Test
    void draw_twoRows_holdsTheDrawingsOfThoseSeeds() {
        // given
        PartsArtist artist = new PartsArtist();

        // when
        BufferedImage sheet = ContactSheet.draw(artist, 2, 40);

        // then
        int cell = PartsArtist.SIZE + 4;
        BufferedImage nut = artist.draw(PartClass.NUT, 41);
        int x = 4 + PartClass.NUT.ordinal() * cell;
        assertEquals(12 * cell + 4, sheet.getWidth());
        assertEquals(nut.getRGB(50, 60), sheet.getRGB(x + 50, 4 + cell + 60));
    }
}
