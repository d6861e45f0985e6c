package dev.chorus.itests.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.tools.gateway.ClonePackages;
import dev.chorus.tools.parts.PartClass;
import dev.chorus.tools.testgateway.AuthenticatingProxy;
import dev.chorus.tools.testgateway.KuraAuthentication;
import dev.chorus.tools.testgateway.TestCertificate;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The status page in a real browser, on a gateway that authenticates as Kura does out of the box, by HTTPS. */
@Tag("chromium")
class StatusPageLoginIT {

    private static final String PASSWORD = "Chorus-Test-1";
    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    private static final String LOGIN_SHOWN = "!document.getElementById('login').hidden";
    private static final String VARIANT_SHOWN =
            "!document.getElementById('main').hidden && !document.getElementById('main').inert"
                    + " && document.querySelectorAll('#variants .state.good').length === 1";

    @TempDir
    private static Path folder;

    private static OneGateway gateway;
    private static Chromium browser;
    private static TestCertificate certificate;

    private final KuraAuthentication authentication = new KuraAuthentication();
    private AuthenticatingProxy proxy;

    @BeforeAll
    static void startGateway() throws Exception {
        Path http = ClonePackages.ofChorus().orElseThrow().http();
        gateway = new OneGateway(
                folder,
                RoleCheckBundle.addTo(http, folder.resolve("http")),
                AuthenticatingProxy.PERMISSIONS,
                "rest.chorus");
        certificate = TestCertificate.ofKura(folder);
        browser = new Chromium(folder.resolve("chromium"), "--ignore-certificate-errors");
    }

    @AfterAll
    static void stopGateway() {
        if (browser != null) {
            browser.close();
        }
        gateway.close();
    }

    @BeforeEach
    void openPage() throws Exception {
        authentication
                .accounts()
                .add("admin", "admin", "kura.admin")
                .add("operator", PASSWORD, "rest.chorus")
                .add("guest", PASSWORD, "rest.deploy");
        authentication.accounts().requirePasswordChange("admin");
        proxy = AuthenticatingProxy.startSecure(authentication, gateway.httpPort(), certificate);
        browser.complaints().clear();
        browser.open(proxy.url() + "/chorus");
    }

    @AfterEach
    void closeProxy() {
        proxy.close();
        assertEquals(List.of(), browser.complaints(), "the policy of the page blocks nothing that it does");
    }

    private static void awaitPage(String condition) throws Exception {
        browser.await(condition, SCREENSHOTS.resolve("failed-login.png"));
    }

    private static String textOf(String selector) throws Exception {
        return browser.evaluate("document.querySelector('" + selector + "').innerText")
                .getAsString();
    }

    private static void logIn(String user, String password) throws Exception {
        awaitPage(LOGIN_SHOWN);
        browser.type("#login [name=user]", user);
        browser.type("#login [name=password]", password);
        browser.click("#login button");
    }

    private static void change(String password, String again) throws Exception {
        awaitPage("!document.getElementById('change').hidden");
        browser.type("#change [name=password]", password);
        browser.type("#change [name=again]", again);
        browser.click("#change button");
    }

    private static void awaitProblem(String form, String text) throws Exception {
        awaitPage("!document.getElementById('" + form + "').hidden && document.querySelector('#" + form
                + " [role=alert]').textContent.includes('" + text + "')");
    }

    @Test
    void page_onAFreshGateway_hasThePasswordChangedAndClassifiesAPicture() throws Exception {
        awaitPage(LOGIN_SHOWN);
        browser.screenshot(SCREENSHOTS.resolve("login.png"));
        logIn("admin", "admin");
        awaitPage("!document.getElementById('change').hidden");
        browser.screenshot(SCREENSHOTS.resolve("change-password.png"));
        change("short", "short");
        awaitProblem("change", "at least 8 characters");
        change("Chorus-Admin-1", "Chorus-Admin-2");
        awaitProblem("change", "differ");
        change("admin", "admin");
        awaitProblem("change", "not changed");
        change("Chorus-Admin-1", "Chorus-Admin-1");
        awaitPage(VARIANT_SHOWN);

        browser.drop("#drop", PartClass.GEAR);

        awaitPage("document.querySelectorAll('#asked .variant').length === 1");
        awaitPage("[...document.querySelectorAll('#results img')].some(image => image.naturalWidth > 0)");
        assertTrue(textOf("#asking").startsWith("It is "), textOf("#asking"));
        assertEquals("admin", textOf("#user"));
        assertEquals(
                "0",
                browser.evaluate("String(localStorage.length + sessionStorage.length + document.cookie.length)")
                        .getAsString());
        browser.screenshot(SCREENSHOTS.resolve("logged-in.png"));
    }

    @Test
    void page_withAValidSession_asksForNoLogin() throws Exception {
        logIn("operator", PASSWORD);
        awaitPage(VARIANT_SHOWN);

        browser.open(proxy.url() + "/chorus");

        awaitPage(VARIANT_SHOWN);
        assertEquals("operator", textOf("#user"));
    }

    @Test
    void login_withAWrongPassword_isRefusedAndCanBeRepeated() throws Exception {
        logIn("operator", "wrong");
        awaitProblem("login", "User name or password is wrong.");
        assertFalse(browser.evaluate(VARIANT_SHOWN).getAsBoolean());

        browser.type("#login [name=password]", PASSWORD);
        browser.click("#login button");

        awaitPage(VARIANT_SHOWN);
    }

    @Test
    void account_withoutThePermission_learnsWhichOneAndWhereItIsGranted() throws Exception {
        logIn("guest", PASSWORD);
        awaitPage("!document.getElementById('denied').hidden");
        String text = textOf("#denied .text");
        assertTrue(text.contains("guest does not have the permission rest.chorus"), text);
        assertTrue(text.contains("Identities"), text);
        browser.screenshot(SCREENSHOTS.resolve("permission-missing.png"));

        authentication.accounts().setPermissions("guest", Set.of("rest.chorus"));
        browser.click("#denied button");

        awaitPage(VARIANT_SHOWN);
    }

    @Test
    void account_withoutThePermission_canLogInAsAnother() throws Exception {
        logIn("guest", PASSWORD);
        awaitPage("!document.getElementById('denied').hidden");

        browser.click("#denied button[value=leave]");
        logIn("operator", PASSWORD);

        awaitPage(VARIANT_SHOWN);
        assertEquals("operator", textOf("#user"));
    }

    @Test
    void session_thatEnds_asksForALoginAndGoesOnWithWhatWasAsked() throws Exception {
        logIn("operator", PASSWORD);
        awaitPage(VARIANT_SHOWN);

        authentication.endAllSessions();
        browser.drop("#drop", PartClass.NUT);
        awaitProblem("login", "The session has ended");
        assertTrue(browser.evaluate("document.getElementById('main').inert && !document.getElementById('main').hidden")
                .getAsBoolean());
        browser.type("#login [name=password]", PASSWORD);
        browser.click("#login button");

        awaitPage("document.querySelectorAll('#asked .variant').length === 1");
        awaitPage(VARIANT_SHOWN);
    }

    @Test
    void page_whosePackageIsUpdated_waitsAndGoesOn() throws Exception {
        logIn("operator", PASSWORD);
        awaitPage(VARIANT_SHOWN);

        gateway.process().uninstall("chorus-web");
        awaitPage("document.getElementById('connection').textContent.includes('starting or installing a package')");
        gateway.process().install(ClonePackages.ofChorus().orElseThrow().packageFile("chorus-web"));

        awaitPage("document.getElementById('connection').textContent === 'connected'");
        awaitPage(VARIANT_SHOWN);
        assertFalse(browser.evaluate(LOGIN_SHOWN).getAsBoolean());
    }

    @Test
    void logout_clicked_endsTheSession() throws Exception {
        logIn("operator", PASSWORD);
        awaitPage(VARIANT_SHOWN);

        browser.click("#logout");
        awaitPage(LOGIN_SHOWN);
        assertTrue(browser.evaluate("document.getElementById('main').hidden").getAsBoolean());
        browser.open(proxy.url() + "/chorus");

        awaitPage(LOGIN_SHOWN);
        assertFalse(browser.evaluate(VARIANT_SHOWN).getAsBoolean());
    }

    @Test
    void gateway_withBasicAuthenticationOnly_isUsedWithIt() throws Exception {
        authentication.enableBasic(true);
        authentication.enableSessions(false);
        browser.open(proxy.url() + "/chorus");

        logIn("operator", "wrong");
        awaitProblem("login", "User name or password is wrong.");
        browser.type("#login [name=password]", PASSWORD);
        browser.click("#login button");

        awaitPage(VARIANT_SHOWN);
        browser.click("#logout");
        awaitPage(LOGIN_SHOWN);
    }

    @Test
    void gateway_withBasicAuthenticationAndSessions_asksForTheNewPasswordToo() throws Exception {
        authentication.enableBasic(true);
        browser.open(proxy.url() + "/chorus");

        logIn("admin", "admin");
        change("Chorus-Admin-1", "Chorus-Admin-1");

        awaitPage(VARIANT_SHOWN);
    }

    @Test
    void gateway_withoutAnyLogin_saysWhatIsOff() throws Exception {
        authentication.enableSessions(false);
        logIn("operator", PASSWORD);
        awaitProblem("login", "sessions and Basic authentication are off");

        authentication.enablePasswords(false);
        browser.type("#login [name=password]", PASSWORD);
        browser.click("#login button");

        awaitProblem("login", "does not accept passwords");
    }

    @Test
    void page_darkOrLight_hasNoSeriousAccessibilityFault() throws Exception {
        for (String scheme : List.of("dark", "light")) {
            browser.prefer(scheme);
            browser.open(proxy.url() + "/chorus");
            awaitPage(LOGIN_SHOWN);
            assertEquals(List.of(), browser.accessibilityFaults(), scheme);
            logIn("operator", PASSWORD);
            awaitPage(VARIANT_SHOWN);
            assertEquals(List.of(), browser.accessibilityFaults(), scheme);
            browser.screenshot(SCREENSHOTS.resolve(scheme + ".png"));
            browser.click("#logout");
            awaitPage(LOGIN_SHOWN);
        }
    }

    @Test
    void page_onAPhone_fitsItsWidth() throws Exception {
        browser.resize(390, 844);
        awaitPage(LOGIN_SHOWN);
        browser.screenshot(SCREENSHOTS.resolve("phone-login.png"));
        logIn("operator", PASSWORD);
        awaitPage(VARIANT_SHOWN);
        browser.drop("#drop", PartClass.GEAR);
        awaitPage("document.querySelectorAll('#asked .variant').length === 1");

        int width = browser.evaluate("document.documentElement.scrollWidth").getAsInt();

        browser.screenshot(SCREENSHOTS.resolve("phone.png"));
        browser.resize(1200, 1600);
        assertTrue(width <= 390, width + " pixels wide");
    }
}
