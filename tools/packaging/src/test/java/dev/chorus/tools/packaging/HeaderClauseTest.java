package dev.chorus.tools.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeaderClauseTest {

    @Test
    void parse_commaAndSemicolonInQuotes_separateNothing() {
        List<HeaderClause> clauses = HeaderClause.parse("a.b;version=\"[1.0,2)\";uses:=\"x;y,z\",c");

        assertEquals(2, clauses.size());
        assertEquals(
                Map.of("version", "[1.0,2)", "uses:", "x;y,z"), clauses.get(0).parameters());
        assertEquals(List.of("c"), clauses.get(1).paths());
    }

    @Test
    void parse_severalPathsInAClause_areAllThere() {
        List<HeaderClause> clauses = HeaderClause.parse("x/one.so; x/two.so; osname=Linux; processor=x86-64");

        assertEquals(List.of("x/one.so", "x/two.so"), clauses.get(0).paths());
        assertEquals("x86-64", clauses.get(0).parameters().get("processor"));
    }

    @Test
    void parse_emptyHeader_hasNoClause() {
        assertEquals(List.of(), HeaderClause.parse(" , "));
    }
}
