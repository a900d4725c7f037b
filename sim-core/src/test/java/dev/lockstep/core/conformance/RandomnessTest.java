package dev.lockstep.core.conformance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/** Everything random in the JDK comes from the seed; what is seeded by the code itself agrees with the real JVM. */
@SuppressWarnings("DoNotCall")
class RandomnessTest extends Area {
    RandomnessTest() {
        drawn();
        generators();
        secure();
        seeded();
    }

    private void drawn() {
        draws("Math.random and StrictMath.random", out -> {
            DoubleSupplier reference = Math::random;
            out.say(Math.random(), StrictMath.random(), reference.getAsDouble());
        });
        draws("new Random", out -> out.say(new Random().nextLong(), new Random().nextInt(1_000_000)));
        draws("ThreadLocalRandom", out -> {
            out.say(ThreadLocalRandom.current().nextLong());
            Thread thread = new Thread(() -> out.say(ThreadLocalRandom.current().nextLong()));
            thread.start();
            thread.join();
            Thread virtual = Thread.startVirtualThread(
                    () -> out.say(ThreadLocalRandom.current().nextLong()));
            virtual.join();
        });
        draws("SplittableRandom", out -> {
            SplittableRandom random = new SplittableRandom();
            out.say(random.nextLong(), random.split().nextLong());
        });
        draws("UUID.randomUUID", out -> {
            Supplier<UUID> reference = UUID::randomUUID;
            UUID uuid = UUID.randomUUID();
            out.say(uuid, uuid.version(), uuid.variant(), reference.get());
        });
        draws("Collections.shuffle", out -> {
            List<Integer> list = new ArrayList<>(IntStream.range(0, 50).boxed().toList());
            Collections.shuffle(list);
            out.say(list);
            Collections.shuffle(list);
            out.say(list);
        });
        draws(
                "streams of random numbers",
                out -> out.say(
                        new Random().ints(5).boxed().toList(),
                        ThreadLocalRandom.current().doubles(3).boxed().toList(),
                        new SplittableRandom().longs(3).boxed().toList()));
        draws("names of temporary files", out -> {
            Path file = Files.createTempFile("lockstep", ".tmp");
            Files.delete(file);
            out.say(file.getFileName());
        });
    }

    private void generators() {
        draws(
                "RandomGenerator.getDefault",
                out -> out.say(RandomGenerator.getDefault().nextLong()));
        for (String name : List.of(
                "Random",
                "SplittableRandom",
                "L32X64MixRandom",
                "L64X128MixRandom",
                "L64X128StarStarRandom",
                "L64X256MixRandom",
                "L64X1024MixRandom",
                "L128X128MixRandom",
                "L128X256MixRandom",
                "L128X1024MixRandom",
                "Xoroshiro128PlusPlus",
                "Xoshiro256PlusPlus",
                "SecureRandom")) {
            draws("RandomGenerator.of " + name, out -> {
                RandomGenerator random = RandomGenerator.of(name);
                out.say(random.nextLong(), random.nextGaussian(), random.nextInt(10, 20));
            });
        }
    }

    private void secure() {
        draws("new SecureRandom", out -> {
            SecureRandom random = new SecureRandom();
            out.say(random.nextLong(), random.nextInt(100), random.nextDouble());
            byte[] bytes = new byte[8];
            random.nextBytes(bytes);
            out.say(List.of(bytes[0], bytes[7]));
        });
        draws(
                "SecureRandom.getInstance",
                out -> out.say(
                        SecureRandom.getInstance("SHA1PRNG").nextLong(),
                        SecureRandom.getInstance("DRBG").nextLong()));
        draws(
                "SecureRandom.getInstanceStrong",
                out -> out.say(SecureRandom.getInstanceStrong().nextLong()));
        draws("seeds of SecureRandom", out -> {
            out.say(new java.math.BigInteger(new SecureRandom().generateSeed(8)));
            out.say(new java.math.BigInteger(SecureRandom.getSeed(8)));
        });
        draws("a SecureRandom that seeds itself anew", out -> {
            SecureRandom random = SecureRandom.getInstance("DRBG");
            random.setSeed(5);
            random.reseed();
            out.say(random.nextLong());
            SecureRandom seeded = SecureRandom.getInstance("SHA1PRNG");
            seeded.setSeed(5);
            out.say(seeded.nextLong());
        });
        draws("probable primes", out -> out.say(java.math.BigInteger.probablePrime(64, new SecureRandom())));
    }

    private void seeded() {
        agrees("generators seeded by the code agree", out -> {
            out.say(new Random(5).nextLong(), new SplittableRandom(5).nextLong());
            out.say(RandomGeneratorFactory.of("L64X128MixRandom").create(5).nextLong());
            List<Integer> list = new ArrayList<>(List.of(1, 2, 3, 4, 5));
            Collections.shuffle(list, new Random(5));
            out.say(list, UUID.nameUUIDFromBytes(new byte[] {1, 2}));
        });
        agrees(
                "ThreadLocalRandom refuses a seed",
                out -> out.thrown(() -> ThreadLocalRandom.current().setSeed(1)));
    }
}
