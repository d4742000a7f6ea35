using System.Net;
using System.Text;

namespace Microsoft.ML.Vae.Visuals.Report;

/// <summary>Builds HTML; every text is escaped.</summary>
internal sealed class Html
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds markup as it is.</summary>
    public Html Raw(string markup)
    {
        _text.Append(markup).Append('\n');
        return this;
    }

    /// <summary>Adds an element with a text.</summary>
    public Html Element(string name, string text, string attributes = "") =>
        Raw($"<{name}{(attributes.Length > 0 ? " " + attributes : "")}>{Escape(text)}</{name}>");

    /// <summary>Adds a table; the first cell of each row heads it. It scrolls by itself where the page is narrow.</summary>
    public Html Table(string caption, IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows)
    {
        Raw($"<div class=\"scroll\" role=\"region\" aria-label=\"{Escape(caption)}\" tabindex=\"0\">");
        Raw("<table>").Element("caption", caption);
        Raw($"<thead><tr>{string.Concat(head.Select(cell => $"<th scope=\"col\">{Escape(cell)}</th>"))}</tr></thead><tbody>");
        foreach (IReadOnlyList<string> row in rows)
        {
            Raw($"<tr><th scope=\"row\">{Escape(row[0])}</th>"
                + $"{string.Concat(row.Skip(1).Select(cell => $"<td>{Escape(cell)}</td>"))}</tr>");
        }
        return Raw("</tbody></table></div>");
    }

    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    public override string ToString() => _text.ToString();
}
