package dev.reelstate.processing.media.still;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Chooses pictures that show what is in a film: each scene if there are not too many, longer ones
 * more often, and of each stretch the most appealing picture.
 */
final class Highlights {

  /** A picture worth less than this share of the best one is black, a card or the like. */
  private static final double POOR = 0.35;

  /** Rather than fewer than this share of what is wanted, poor pictures are shown as well. */
  private static final double ENOUGH = 0.25;

  private Highlights() {}

  /**
   * Chooses some of the pictures of a film, which are given in their order.
   *
   * @param appeal what each picture is worth
   * @param wanted how many are chosen; fewer if there are not so many, or not so many good ones
   * @return their positions, ascending
   */
  static List<Integer> choose(List<Look> looks, List<Double> appeal, int wanted) {
    if (looks.size() <= wanted) {
      return positions(looks);
    }
    double best = appeal.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    List<Integer> good = positions(looks).stream()
        .filter(position -> appeal.get(position) >= POOR * best)
        .toList();
    List<Integer> from = good.size() < ENOUGH * wanted ? bestOf(appeal, wanted) : good;
    List<Integer> chosen = new ArrayList<>();
    for (Scene scene : shared(scenes(looks, from), Math.min(wanted, from.size()))) {
      chosen.addAll(scene.best(appeal));
    }
    return chosen.stream().sorted().toList();
  }

  private static List<Integer> positions(List<Look> looks) {
    List<Integer> positions = new ArrayList<>();
    for (int i = 0; i < looks.size(); i++) {
      positions.add(i);
    }
    return positions;
  }

  private static List<Integer> bestOf(List<Double> appeal, int wanted) {
    List<Integer> positions = new ArrayList<>();
    for (int i = 0; i < appeal.size(); i++) {
      positions.add(i);
    }
    positions.sort(Comparator.comparing((Integer i) -> appeal.get(i)).reversed());
    return positions.subList(0, wanted).stream().sorted().toList();
  }

  private static List<Scene> scenes(List<Look> looks, List<Integer> from) {
    List<Scene> scenes = new ArrayList<>();
    Look last = null;
    for (int position : from) {
      Look look = looks.get(position);
      if (last == null || look.isOtherSceneThan(last)) {
        scenes.add(new Scene());
      }
      scenes.get(scenes.size() - 1).positions.add(position);
      last = look;
    }
    return scenes;
  }

  /** Gives each scene a picture, the longest first, and then more to those with fewest for them. */
  private static List<Scene> shared(List<Scene> scenes, int wanted) {
    for (int i = 0; i < wanted; i++) {
      scenes.stream().max(Comparator.comparing(Scene::claim)).orElseThrow().given++;
    }
    return scenes;
  }

  /** A run of pictures that look alike. */
  private static final class Scene {
    private final List<Integer> positions = new ArrayList<>();
    private int given;

    /** How much another picture of this scene is missed. */
    double claim() {
      if (given == positions.size()) {
        return -1;
      }
      return given == 0 ? 1000 + positions.size() : (double) positions.size() / (given + 1);
    }

    /** The most appealing picture of each of as many stretches as pictures were given. */
    List<Integer> best(List<Double> appeal) {
      List<Integer> best = new ArrayList<>();
      int count = positions.size();
      for (int i = 0; i < given; i++) {
        positions.subList(i * count / given, (i + 1) * count / given).stream()
            .max(Comparator.comparing(appeal::get))
            .ifPresent(best::add);
      }
      return best;
    }
  }
}
