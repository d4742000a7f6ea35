using Microsoft.ML.Vae.Visuals.Drawing;
using OxyPlot;

namespace Microsoft.ML.Vae.Visuals.Charts;

/// <summary>Draws a chart: title, note, legend, and then the panels in what is left.</summary>
internal static class ChartRenderer
{
    private const double Padding = 18;
    private const double TitleSize = 19;
    private const double TextSize = 13;
    private const double BoldWeight = 700;
    private const double MarkWidth = 22;
    private const double MarkSize = 5;
    private const double PanelGap = 14;

    private static readonly double[] _dashes = [4, 3];

    public static void Render(ChartContent content, IRenderContext context, double width, double height)
    {
        double top = Padding;
        foreach (string line in Wrap(context, content.Title, TitleSize, BoldWeight, width - 2 * Padding))
            top += Write(context, line, Padding, top, Palette.Ink, TitleSize, BoldWeight);
        foreach (string line in Wrap(context, content.Note, TextSize, 400, width - 2 * Padding))
            top += Write(context, line, Padding, top, Palette.Muted, TextSize, 400);
        top = DrawLegend(content.Legend, context, top + 4, width) + 4;
        DrawPanels(content, context, new OxyRect(Padding - 8, top, width - 2 * (Padding - 8), Math.Max(60, height - top - Padding + 8)));
    }

    private static void DrawPanels(ChartContent content, IRenderContext context, OxyRect area)
    {
        int columns = content.Columns, rows = (content.Panels.Count + columns - 1) / columns;
        double width = (area.Width - (columns - 1) * PanelGap) / columns, height = (area.Height - (rows - 1) * PanelGap) / rows;
        for (int i = 0; i < content.Panels.Count; i++)
        {
            double left = area.Left + i % columns * (width + PanelGap), top = area.Top + i / columns * (height + PanelGap);
            var model = (IPlotModel)content.Panels[i];
            model.Update(true);
            model.Render(context, new OxyRect(left, top, width, height));
        }
    }

    private static double DrawLegend(IReadOnlyList<LegendEntry> legend, IRenderContext context, double top, double width)
    {
        if (legend.Count == 0)
            return top;
        double x = Padding, height = context.MeasureText("Ag", EmbeddedFont.Families, TextSize, 400).Height;
        foreach (LegendEntry entry in legend)
        {
            double entryWidth = MarkWidth + 6 + context.MeasureText(entry.Text, EmbeddedFont.Families, TextSize, 400).Width;
            if (x > Padding && x + entryWidth > width - Padding)
                (x, top) = (Padding, top + height + 4);
            DrawMark(entry, context, new ScreenPoint(x, top + height / 2));
            Write(context, entry.Text, x + MarkWidth + 6, top, Palette.Ink, TextSize, 400);
            x += entryWidth + 18;
        }
        return top + height;
    }

    private static void DrawMark(LegendEntry entry, IRenderContext context, ScreenPoint left)
    {
        const EdgeRenderingMode smooth = EdgeRenderingMode.PreferGeometricAccuracy;
        var middle = new ScreenPoint(left.X + MarkWidth / 2, left.Y);
        switch (entry.Mark)
        {
            case LegendMark.Marker:
                context.DrawMarker(middle, entry.Marker, null, MarkSize, entry.Color, OxyColors.Undefined, 0, smooth);
                break;
            case LegendMark.Box:
                context.DrawRectangle(new OxyRect(middle.X - 7, left.Y - 6, 14, 12), entry.Color, OxyColors.Undefined, 0, smooth);
                break;
            default:
                context.DrawLine([left, new ScreenPoint(left.X + MarkWidth, left.Y)], entry.Color, 2.5, smooth,
                    entry.Mark == LegendMark.DashedLine ? _dashes : null);
                break;
        }
    }

    private static double Write(IRenderContext context, string text, double x, double y, OxyColor color, double size, double weight)
    {
        context.DrawText(new ScreenPoint(x, y), text, color, EmbeddedFont.Families, size, weight, 0,
            HorizontalAlignment.Left, VerticalAlignment.Top, null);
        return context.MeasureText(text, EmbeddedFont.Families, size, weight).Height + 2;
    }

    private static IEnumerable<string> Wrap(IRenderContext context, string text, double size, double weight, double width)
    {
        if (text.Length == 0)
            yield break;
        string line = "";
        foreach (string word in text.Split(' '))
        {
            string longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && context.MeasureText(longer, EmbeddedFont.Families, size, weight).Width > width)
            {
                yield return line;
                longer = word;
            }
            line = longer;
        }
        yield return line;
    }
}
