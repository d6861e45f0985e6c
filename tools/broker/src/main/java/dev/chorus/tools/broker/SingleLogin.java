package dev.chorus.tools.broker;

import java.util.Set;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;

/** Lets one user in, who may then do anything. */
record SingleLogin(String user, String password) implements ActiveMQSecurityManager {

    @Override
    public boolean validateUser(String name, String secret) {
        return user.equals(name) && password.equals(secret);
    }

    @Override
    public boolean validateUserAndRole(String name, String secret, Set<Role> roles, CheckType check) {
        return validateUser(name, secret);
    }
}
