package dev.chorus.kura.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Map;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.configuration.ConfigurationService;
import org.eclipse.kura.configuration.Password;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

class StandinConfigurationServiceTest {

    private static final String FACTORY = "dev.chorus.Example";
    private static final String PID = "line1";

    @TempDir
    Path folder;

    private final ConfigurationAdmin admin = mock(ConfigurationAdmin.class);
    private final Configuration configuration = mock(Configuration.class);
    private Dictionary<String, Object> written;
    private StandinCryptoService crypto;
    private StandinConfigurationService service;

    @BeforeEach
    void start() throws Exception {
        crypto = new StandinCryptoService();
        service = new StandinConfigurationService(new Definitions(contextWithExample()), admin, crypto);
        when(admin.createFactoryConfiguration(FACTORY, null)).thenReturn(configuration);
        when(configuration.getFactoryPid()).thenReturn(FACTORY);
        when(configuration.getProperties()).thenAnswer(call -> written);
        doAnswer(call -> {
                    written = call.getArgument(0);
                    when(admin.listConfigurations("(kura.service.pid=" + PID + ")"))
                            .thenReturn(new Configuration[] {configuration});
                    return null;
                })
                .when(configuration)
                .update(any());
    }

    @Test
    void createFactoryConfiguration_seedsDefaultsUnderWhatIsGiven() throws Exception {
        // when
        service.createFactoryConfiguration(FACTORY, PID, Map.of("k", 3), true);

        // then
        assertEquals(3, written.get("k"));
        assertEquals("chorus", written.get("root"));
        assertEquals(PID, written.get(ConfigurationService.KURA_SERVICE_PID));
    }

    @Test
    void createFactoryConfiguration_password_arrivesEncrypted() throws Exception {
        // when
        service.createFactoryConfiguration(FACTORY, PID, Map.of("password", new Password("secret")), true);

        // then
        String arrived = (String) written.get("password");
        assertEquals("secret", new String(crypto.decryptAes(arrived.toCharArray())));
    }

    @Test
    void createFactoryConfiguration_defaultPassword_arrivesEncrypted() throws Exception {
        // when
        service.createFactoryConfiguration(FACTORY, PID, null, true);

        // then
        String arrived = (String) written.get("password");
        assertEquals("initial", new String(crypto.decryptAes(arrived.toCharArray())));
    }

    @Test
    void createFactoryConfiguration_valueOfTheWrongType_passesUnchecked() throws Exception {
        service.createFactoryConfiguration(FACTORY, PID, Map.of("k", "three"), true);

        assertEquals("three", written.get("k"));
    }

    @Test
    void createFactoryConfiguration_takenName_isRefused() throws Exception {
        // given
        service.createFactoryConfiguration(FACTORY, PID, null, true);

        // when
        KuraException refusal =
                assertThrows(KuraException.class, () -> service.createFactoryConfiguration(FACTORY, PID, null, true));

        // then
        assertEquals(KuraErrorCode.INVALID_PARAMETER, refusal.getCode());
    }

    @Test
    void updateConfiguration_keepsWhatIsNotNamed() throws Exception {
        // given
        service.createFactoryConfiguration(FACTORY, PID, Map.of("k", 3, "root", "plant"), true);

        // when
        service.updateConfiguration(PID, Map.of("k", 4));

        // then
        assertEquals(4, written.get("k"));
        assertEquals("plant", written.get("root"));
    }

    @Test
    void updateConfiguration_unknownName_changesNothing() throws Exception {
        service.updateConfiguration("nobody", Map.of("k", 4));

        assertNull(written);
    }

    @Test
    void deleteFactoryConfiguration_deletesIt() throws Exception {
        // given
        service.createFactoryConfiguration(FACTORY, PID, null, true);

        // when
        service.deleteFactoryConfiguration(PID, true);

        // then
        verify(configuration).delete();
    }

    @Test
    void addComponent_updatesOnceMoreAndOnlyOnce() throws Exception {
        // given
        service.createFactoryConfiguration(FACTORY, PID, null, true);

        // when
        service.addComponent(new ConfigurableComponent() {}, Map.of(ConfigurationService.KURA_SERVICE_PID, PID));
        service.addComponent(new ConfigurableComponent() {}, Map.of(ConfigurationService.KURA_SERVICE_PID, PID));

        // then
        verify(configuration, times(2)).update(any());
    }

    private BundleContext contextWithExample() throws IOException {
        Path file = folder.resolve("metatype.xml");
        Files.writeString(
                file,
                """
                <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.4.0">
                  <OCD id="dev.chorus.Example" name="Example">
                    <AD id="k" type="Integer" default="5"/>
                    <AD id="root" type="String" default="chorus"/>
                    <AD id="password" type="Password" default="initial"/>
                  </OCD>
                  <Designate factoryPid="dev.chorus.Example"><Object ocdref="dev.chorus.Example"/></Designate>
                </metatype:MetaData>
                """);
        Bundle bundle = mock(Bundle.class);
        when(bundle.getEntry("OSGI-INF/metatype/" + FACTORY + ".xml"))
                .thenReturn(file.toUri().toURL());
        BundleContext context = mock(BundleContext.class);
        when(context.getBundles()).thenReturn(new Bundle[] {bundle});
        return context;
    }
}
