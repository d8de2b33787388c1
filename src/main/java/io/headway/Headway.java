package io.headway;

/** Entry point. */
public final class Headway {
    private Headway() {}

    public static void main(String[] args) {
        System.out.println("headway");
    }
}
