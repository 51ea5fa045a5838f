package org.openwa.browser.qr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.LuminanceSource;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PairingCodeTest {

  private static final String TEXT = "2@" + "aB3/+".repeat(30) + ",n0ise=,iDent1ty=,s3cret=";

  @Test
  void aPngCanBeScanned() throws Exception {
    byte[] png = PairingCode.png(TEXT);

    assertThat(scan(ImageIO.read(new ByteArrayInputStream(png)))).isEqualTo(TEXT);
  }

  @Test
  void aDataUrlHoldsThePng() {
    String url = PairingCode.dataUrl(TEXT);

    String base64 = url.replace("data:image/png;base64,", "");
    assertThat(Base64.getDecoder().decode(base64)).isEqualTo(PairingCode.png(TEXT));
  }

  @Test
  void terminalLinesCanBeScanned() throws Exception {
    String terminal = PairingCode.terminal(TEXT);

    assertThat(scan(paint(terminal.lines().toList()))).isEqualTo(TEXT);
  }

  @Test
  void anSvgCanBeScanned() throws Exception {
    String svg = PairingCode.svg(TEXT);

    List<MatchResult> modules =
        Pattern.compile("M(\\d+) (\\d+)h1v1h-1z").matcher(svg).results().toList();
    BufferedImage image = blank(200, 200);
    for (MatchResult module : modules) {
      fill(image, Integer.parseInt(module.group(1)), Integer.parseInt(module.group(2)));
    }
    assertThat(scan(image)).isEqualTo(TEXT);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    String tooLong = "x".repeat(5000);

    assertThatIllegalArgumentException().isThrownBy(() -> PairingCode.png(tooLong));
  }

  private static BufferedImage paint(List<String> lines) {
    List<String> rows =
        lines.stream().map(line -> line.replaceAll("\u001B\\[[0-9;]*m", "")).toList();
    BufferedImage image = blank(rows.getFirst().length(), rows.size() * 2);
    for (int y = 0; y < rows.size(); y++) {
      for (int x = 0; x < rows.get(y).length(); x++) {
        char drawn = rows.get(y).charAt(x);
        if (drawn == ' ' || drawn == '▄') {
          fill(image, x, 2 * y);
        }
        if (drawn == ' ' || drawn == '▀') {
          fill(image, x, 2 * y + 1);
        }
      }
    }
    return image;
  }

  private static BufferedImage blank(int modulesWide, int modulesHigh) {
    BufferedImage image =
        new BufferedImage(modulesWide * 4, modulesHigh * 4, BufferedImage.TYPE_INT_RGB);
    image.createGraphics().fillRect(0, 0, image.getWidth(), image.getHeight());
    return image;
  }

  private static void fill(BufferedImage image, int x, int y) {
    for (int i = 0; i < 16; i++) {
      image.setRGB(x * 4 + i % 4, y * 4 + i / 4, 0);
    }
  }

  private static String scan(BufferedImage image) throws Exception {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
    LuminanceSource source = new RGBLuminanceSource(width, height, pixels);
    try {
      return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(source))).getText();
    } catch (NotFoundException e) {
      throw new AssertionError("no code in the picture", e);
    }
  }
}
