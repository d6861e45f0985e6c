package dev.chorus.tools.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.chorus.tools.deploy.GatewayException.Kind;
import dev.chorus.tools.testgateway.KuraAuthentication;
import dev.chorus.tools.testgateway.SmallPackages;
import dev.chorus.tools.testgateway.TestGateway;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(600)
class GatewayLoginTest {

    @TempDir
    private Path folder;

    private final List<String> changed = new ArrayList<>();
    private TestGateway server;
    private KuraAuthentication authentication;

    @BeforeEach
    void start() throws IOException {
        server = TestGateway.start("admin", "old-secret");
        authentication = server.authentication();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void session_asShipped_isUsedForEveryCallAndEnded() throws Exception {
        // given
        Path file = new SmallPackages(folder).write("chorus-core", "0.1.0", "dev.chorus.core");
        GatewayServices gateway = connect("old-secret", NewPassword.NONE);
        // when
        try (gateway) {
            gateway.upload(PackageFile.read(file), sent -> {});
            gateway.packages();
            gateway.component("chorus-variant");
            assertEquals(1, authentication.openSessions());
        }
        // then
        assertEquals(0, authentication.openSessions());
        assertEquals(List.of("POST /services/deploy/v2/_upload"), server.changes());
    }

    @Test
    void basic_whereSessionsAreOff_isUsed() throws Exception {
        // given
        authentication.enableSessions(false);
        authentication.enableBasic(true);
        // when
        try (GatewayServices gateway = connect("old-secret", NewPassword.NONE)) {
            gateway.checkServices();
            // then
            assertEquals(Map.of(), gateway.packages());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    true  | false | true  | wrong      | rejected the login of 'admin': wrong user or password
                    true  | true  | true  | wrong      | rejected the login of 'admin': wrong user or password
                    false | true  | true  | wrong      | rejected the login of 'admin' by Basic authentication: wrong user or password, or
                    false | false | true  | old-secret | sessions and Basic authentication are disabled
                    true  | true  | false | old-secret | has login by password disabled
                    """)
    void login_rejected_namesTheReason(
            boolean sessions, boolean basic, boolean passwords, String password, String expected) {
        // given
        authentication.enableSessions(sessions);
        authentication.enableBasic(basic);
        authentication.enablePasswords(passwords);
        GatewayServices gateway = connect(password, NewPassword.NONE);
        // when
        GatewayException refused = assertThrows(GatewayException.class, gateway::checkServices);
        // then
        assertEquals(Kind.MISTAKE, refused.kind());
        assertTrue(refused.getMessage().contains(expected), refused.getMessage());
        assertFalse(refused.getMessage().contains(password + "'"), refused.getMessage());
    }

    @Test
    void password_thatMustBeChanged_isChangedOnTheWay() throws Exception {
        // given
        authentication.accounts().requirePasswordChange("admin");
        // when
        try (GatewayServices gateway = connect("old-secret", known("new-secret"))) {
            gateway.checkServices();
        }
        // then
        assertEquals(List.of("admin"), changed);
        try (GatewayServices gateway = connect("new-secret", NewPassword.NONE)) {
            assertEquals(Map.of(), gateway.packages());
        }
        assertEquals(0, authentication.openSessions());
    }

    @Test
    void password_changedByAnEarlierCall_isTriedToo() throws Exception {
        // given
        authentication.accounts().setPassword("admin", "new-secret");
        // when
        try (GatewayServices gateway = connect("old-secret", known("new-secret"))) {
            // then
            assertEquals(Map.of(), gateway.packages());
        }
        assertEquals(List.of(), changed);
    }

    @Test
    void password_onATerminal_isPromptedForOnlyIfNeeded() throws Exception {
        // given
        NewPassword never = new NewPassword(Optional.empty(), () -> fail("no password is needed"), "");
        NewPassword typed = new NewPassword(Optional.empty(), () -> Optional.of("new-secret".toCharArray()), "");
        try (GatewayServices gateway = connect("old-secret", never)) {
            gateway.packages();
        }
        authentication.accounts().requirePasswordChange("admin");
        // when
        try (GatewayServices gateway = connect("old-secret", typed)) {
            gateway.packages();
        }
        // then
        assertEquals(List.of("admin"), changed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                               | must change its password first: change it in the gateway's console
                    short      | rejected the new password of 'admin': The new password does not satisfy
                    old-secret | the new password of 'admin' equals the current one
                    """)
    void password_thatMustBeChangedAndIsNot_isAMistake(String newPassword, String expected) {
        // given
        authentication.accounts().requirePasswordChange("admin");
        GatewayServices gateway = connect("old-secret", newPassword == null ? NewPassword.NONE : known(newPassword));
        // when
        GatewayException mistake = assertThrows(GatewayException.class, gateway::checkServices);
        // then
        assertEquals(Kind.MISTAKE, mistake.kind());
        assertTrue(mistake.getMessage().contains(expected), mistake.getMessage());
        assertEquals(List.of(), changed);
    }

    @Test
    void permission_takenMeanwhile_isNamed() throws Exception {
        // given
        authentication.accounts().add("admin", "old-secret", "rest.deploy");
        try (GatewayServices gateway = connect("old-secret", NewPassword.NONE)) {
            // when
            GatewayException mistake = assertThrows(GatewayException.class, gateway::bundles);
            // then
            assertEquals(Kind.MISTAKE, mistake.kind());
            assertTrue(
                    mistake.getMessage().contains("lacks the permission rest.inventory for GET /services/inventory/"),
                    mistake.getMessage());
        }
    }

    private static NewPassword known(String password) {
        return new NewPassword(Optional.of(password.toCharArray()), Optional::empty, "");
    }

    private GatewayServices connect(String password, NewPassword newPassword) {
        return new GatewayServices(
                GatewayAddress.parse(server.url()),
                new Login("admin", password.toCharArray(), newPassword),
                GatewayTrust.platform(),
                changed::add);
    }
}
