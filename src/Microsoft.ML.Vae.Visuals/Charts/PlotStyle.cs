using Microsoft.ML.Vae.Visuals.Drawing;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace Microsoft.ML.Vae.Visuals.Charts;

/// <summary>The look of all panels: light lines, letters that can be read, nothing that is not needed.</summary>
internal static class PlotStyle
{
    private const double TextSize = 13;
    private const double BoldWeight = 700;

    /// <summary>A panel with two axes.</summary>
    public static PlotModel Panel(Axis horizontal, Axis vertical, string title = "")
    {
        var panel = new PlotModel
        {
            Title = title.Length > 0 ? title : null,
            TitleFontSize = 14,
            TitleFontWeight = BoldWeight,
            TitlePadding = 4,
            DefaultFont = EmbeddedFont.Families,
            DefaultFontSize = TextSize,
            TextColor = Palette.Ink,
            PlotAreaBorderColor = OxyColors.Undefined,
            PlotAreaBorderThickness = new OxyThickness(0),
            Background = OxyColors.Undefined,
            IsLegendVisible = false,
            Padding = new OxyThickness(4, 4, 12, 4),
            Culture = System.Globalization.CultureInfo.InvariantCulture,
        };
        panel.Axes.Add(horizontal);
        panel.Axes.Add(vertical);
        return panel;
    }

    /// <summary>An axis of numbers.</summary>
    public static LinearAxis Axis(AxisPosition position, string title) => Style(new LinearAxis(), position, title);

    /// <summary>An axis of whole numbers.</summary>
    public static LinearAxis CountAxis(AxisPosition position, string title)
    {
        LinearAxis axis = Axis(position, title);
        (axis.MinimumMajorStep, axis.StringFormat) = (1, "0");
        return axis;
    }

    /// <summary>Gives an axis the look of all.</summary>
    public static T Style<T>(T axis, AxisPosition position, string title) where T : Axis
    {
        bool isVertical = position is AxisPosition.Left or AxisPosition.Right;
        axis.Position = position;
        axis.Title = title;
        axis.TitleFontSize = TextSize;
        axis.AxisTitleDistance = 8;
        axis.TitleColor = Palette.Muted;
        axis.FontSize = 12;
        axis.TextColor = Palette.Muted;
        axis.AxislineStyle = isVertical ? LineStyle.None : LineStyle.Solid;
        axis.AxislineColor = Palette.Axis;
        axis.TicklineColor = Palette.Axis;
        axis.TickStyle = isVertical ? TickStyle.None : TickStyle.Outside;
        axis.MajorTickSize = 4;
        axis.MinorTickSize = 0;
        axis.MajorGridlineStyle = isVertical ? LineStyle.Solid : LineStyle.None;
        axis.MajorGridlineColor = Palette.Grid;
        axis.MaximumPadding = 0.03;
        axis.MinimumPadding = 0.03;
        axis.IsZoomEnabled = axis.IsPanEnabled = false;
        return axis;
    }

    /// <summary>A line through points; a single one gets a marker.</summary>
    public static LineSeries Line(IEnumerable<DataPoint> points, OxyColor color, LineStyle style = LineStyle.Solid)
    {
        var line = new LineSeries
        {
            Color = color,
            LineStyle = style,
            StrokeThickness = 2.2,
            LineJoin = LineJoin.Round,
            EdgeRenderingMode = EdgeRenderingMode.PreferGeometricAccuracy,
        };
        line.Points.AddRange(points);
        if (line.Points.Count == 1)
            (line.MarkerType, line.MarkerSize, line.MarkerFill) = (MarkerType.Circle, 4, color);
        return line;
    }

    /// <summary>Bars of one colour between edges.</summary>
    public static RectangleBarSeries Bars(IEnumerable<RectangleBarItem> items, OxyColor color)
    {
        var bars = new RectangleBarSeries
        {
            FillColor = color,
            StrokeThickness = 0,
            StrokeColor = OxyColors.Undefined,
            EdgeRenderingMode = EdgeRenderingMode.PreferGeometricAccuracy,
        };
        foreach (RectangleBarItem item in items)
            bars.Items.Add(item);
        return bars;
    }
}
