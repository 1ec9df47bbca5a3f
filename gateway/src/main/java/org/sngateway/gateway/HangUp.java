package org.sngateway.gateway;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * SIGHUP, which asks a service to read its configuration again. Java has no official way to hear it; {@code sun.misc.Signal}
 * of the module {@code jdk.unsupported} is what every service uses, and is looked up here by name, so that the compiler does
 * not have to know it and a Java without it only lacks the signal.
 */
final class HangUp {
    private HangUp() {}

    /** Runs {@code task} on a thread of the system's at each SIGHUP; {@code false} where there is no such signal. */
    static boolean onSignal(Runnable task) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object heard = Proxy.newProxyInstance(
                    HangUp.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            task.run();
                            return null;
                        }
                        return switch (method.getName()) {
                            case "hashCode" -> System.identityHashCode(proxy);
                            case "equals" -> proxy == arguments[0];
                            default -> "SIGHUP";
                        };
                    });
            Object hangUp = signal.getConstructor(String.class).newInstance("HUP");
            signal.getMethod("handle", signal, handler).invoke(null, hangUp, heard);
            return true;
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | InstantiationException
                | IllegalAccessException missing) {
            return false;
        } catch (InvocationTargetException refused) {
            // Windows has no such signal, and with -Xrs Java leaves it to the system.
            return false;
        }
    }
}
