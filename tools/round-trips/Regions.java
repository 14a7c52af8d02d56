// Regions of ImageJ: `check` compares a set that Cellwire wrote with its label images; `make` writes one, and what
// ImageJ fills with it.
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.*;
import ij.io.FileSaver;
import ij.io.RoiDecoder;
import ij.io.RoiEncoder;
import ij.process.*;
import java.io.*;
import java.util.*;
import java.util.zip.*;

public class Regions {
  public static void main(String[] args) throws Exception {
    if (args[0].equals("check")) check(args[1], args[2]);
    else make(args[1], args[2]);
  }

  static Map<String, Roi> read(String path) throws IOException {
    Map<String, Roi> rois = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new FileInputStream(path))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        // As the ROI Manager does.
        if (!entry.getName().endsWith(".roi")) continue;
        Roi roi = new RoiDecoder(zip.readAllBytes(), entry.getName()).getRoi();
        if (roi == null) throw new IOException(entry.getName() + " is no region");
        if (!(roi.getName() + ".roi").equals(entry.getName())) throw new IOException(entry.getName() + " is called " + roi.getName());
        rois.put(entry.getName(), roi);
      }
    }
    return rois;
  }

  /** Every region named frame-y-x-label covers exactly the pixels of its label, and every object has one. */
  static void check(String set, String labels) throws Exception {
    ImagePlus image = IJ.openImage(labels);
    Map<String, Roi> rois = read(set);
    Set<String> objects = new HashSet<>();
    for (int t = 1; t <= image.getNFrames(); t++) {
      ImageProcessor plane = image.getStack().getProcessor(image.getStackIndex(1, 1, t));
      for (int p = 0; p < plane.getPixelCount(); p++) if (plane.get(p) > 0) objects.add(t + " " + plane.get(p));
    }
    int outlines = 0, composite = 0;
    long pixels = 0;
    StringBuilder shapes = new StringBuilder();
    for (Roi roi : rois.values()) {
      String[] parts = roi.getName().split("-");
      if (parts.length != 4) {
        shapes.append(shapes.length() > 0 ? ", " : "").append(describe(roi));
        continue;
      }
      int t = roi.getTPosition(), label = Integer.parseInt(parts[3]);
      if (t != Integer.parseInt(parts[0]) || roi.getPosition() > 0 && roi.getPosition() != t) throw new Exception(roi.getName() + " stands at " + t);
      ImageProcessor plane = image.getStack().getProcessor(image.getStackIndex(1, 1, t));
      ByteProcessor covered = new ByteProcessor(plane.getWidth(), plane.getHeight());
      covered.setValue(255);
      covered.fill(roi);
      int own = 0;
      for (int p = 0; p < plane.getPixelCount(); p++) {
        if ((covered.get(p) > 0) != (plane.get(p) == label)) throw new Exception(roi.getName() + " does not cover its object at pixel " + p);
        if (covered.get(p) > 0) own++;
      }
      plane.setRoi(roi);
      if (plane.getStatistics().pixelCount != own) throw new Exception(roi.getName() + " measures another area");
      if (!objects.remove(t + " " + label)) throw new Exception(roi.getName() + " is there twice");
      outlines++;
      pixels += own;
      if (roi instanceof ShapeRoi) composite++;
    }
    if (!objects.isEmpty()) throw new Exception(objects.size() + " objects have no region");
    System.out.println("equal: " + outlines + " outlines (" + composite + " composite), " + pixels + " pixels; " + shapes);
  }

  static String describe(Roi roi) {
    FloatPolygon path = roi.getFloatPolygon();
    StringBuilder text = new StringBuilder(roi.getName() + " " + roi.getTypeAsString() + " @" + roi.getTPosition());
    if (roi instanceof Line) {
      Line line = (Line) roi;
      return text + " " + line.x1d + " " + line.y1d + " " + line.x2d + " " + line.y2d;
    }
    for (int i = 0; i < path.npoints; i++) text.append(" " + path.xpoints[i] + " " + path.ypoints[i]);
    return text.toString();
  }

  /** Regions of every kind, each in a frame of its own, one in all; and the frames filled by ImageJ. */
  static void make(String set, String labels) throws Exception {
    int width = 120, height = 90;
    ImageProcessor blob = new ByteProcessor(width, height);
    blob.setValue(200);
    blob.fill(new OvalRoi(20, 20, 50, 40));
    blob.fill(new OvalRoi(55, 30, 40, 40));
    Wand wand = new Wand(blob);
    wand.autoOutline(30, 40, 200, 200);
    ShapeRoi ring = new ShapeRoi(new OvalRoi(10, 10, 60, 60)).not(new ShapeRoi(new OvalRoi(25, 25, 20, 20)));
    Roi[] areas = {
      new Roi(5, 6, 30, 20),
      new Roi(5.3, 6.6, 30.25, 20.5),
      new OvalRoi(30, 30, 41, 27),
      new OvalRoi(60.2, 20.7, 30.5, 50.5),
      new PolygonRoi(new int[] {5, 60, 80, 20}, new int[] {4, 9, 70, 60}, 4, Roi.POLYGON),
      new PolygonRoi(new float[] {5.2f, 60.9f, 80.1f, 20}, new float[] {4.3f, 9, 70.5f, 60}, 4, Roi.POLYGON),
      new PolygonRoi(new int[] {5, 60, 80, 20, 9}, new int[] {4, 9, 70, 60, 33}, 5, Roi.FREEROI),
      new PolygonRoi(wand.xpoints, wand.ypoints, wand.npoints, Roi.TRACED_ROI),
      new EllipseRoi(20, 20, 90, 70, 0.4),
      new RotatedRectRoi(20, 20, 90, 70, 18),
      ring,
    };
    Roi[] others = {
      new Line(1.5, 2.5, 30, 40),
      new Arrow(1, 2, 30, 40),
      new PolygonRoi(new int[] {1, 9, 20}, new int[] {2, 30, 5}, 3, Roi.POLYLINE),
      new PolygonRoi(new float[] {1.25f, 9, 20}, new float[] {2, 30.5f, 5}, 3, Roi.FREELINE),
      new PointRoi(new float[] {3, 4.5f, 50}, new float[] {7, 8.25f, 60}, 3),
    };
    ImageStack stack = new ImageStack(width, height);
    try (ZipOutputStream zip = new ZipOutputStream(new FileOutputStream(set))) {
      for (int i = 0; i < areas.length; i++) {
        ShortProcessor plane = new ShortProcessor(width, height);
        areas[i].setPosition(1, 1, i + 1);
        put(zip, areas[i], String.format("area %02d", i + 1));
        plane.setValue(i + 1);
        plane.fill(areas[i]);
        stack.addSlice(plane);
      }
      for (int i = 0; i < others.length; i++) put(zip, others[i], "other " + (i + 1));
    }
    ImagePlus image = new ImagePlus("filled", stack);
    image.setDimensions(1, 1, areas.length);
    new FileSaver(image).saveAsTiffStack(labels);
    for (Roi roi : others) System.out.println(describe(roi));
  }

  static void put(ZipOutputStream zip, Roi roi, String name) throws IOException {
    roi.setName(name);
    zip.putNextEntry(new ZipEntry(name + ".roi"));
    zip.write(RoiEncoder.saveAsByteArray(roi));
    zip.closeEntry();
  }
}
