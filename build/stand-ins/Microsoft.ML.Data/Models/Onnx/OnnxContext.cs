using Microsoft.ML.Data;

namespace Microsoft.ML.Model.OnnxConverter;

/// <summary>The ONNX graph that is being made.</summary>
internal abstract class OnnxContext
{
    public abstract string GetNodeName(string prefix);

    public abstract bool IsVariableDefined(string variableName);

    public abstract bool ContainsColumn(string colName);

    public abstract void CheckOpSetVersion(int thisTransformerMinumumOpSetVersion, string registerTransformerName);

    public abstract void RemoveColumn(string colName, bool removeVariable = false);

    public abstract void RemoveVariable(string variableName, bool removeColumn);

    public abstract void RemoveInputVariable(string variableName);

    public abstract string GetVariableName(string colName);

    public abstract string AddIntermediateVariable(DataViewType type, string colName, bool skip = false);

    public abstract OnnxNode CreateNode(
        string opType, IEnumerable<string> inputs, IEnumerable<string> outputs, string name, string domain = null);

    public OnnxNode CreateNode(string opType, string input, string output, string name, string domain = null)
        => CreateNode(opType, [input], [output], name, domain);

    public abstract OnnxVersion GetOnnxVersion();

    public abstract List<long> RetrieveShapeOrNull(string variableName);

    public abstract string AddInitializer(bool value, string name = null, bool makeUniqueName = true);

    public abstract string AddInitializer(float value, string name = null, bool makeUniqueName = true);

    public abstract string AddInitializer(int value, Type type, string name = null, bool makeUniqueName = true);

    public abstract string AddInitializer(string value, string name = null, bool makeUniqueName = true);

    public abstract string AddInitializer(long value, string name = null, bool makeUniqueName = true);

    public abstract string AddInitializer(double value, string name = null, bool makeUniqueName = true);

    public abstract string AddInitializer(ulong value, bool isUint64, string name = null, bool makeUniqueName = true);

    public abstract string AddInitializer(
        IEnumerable<bool> values, IEnumerable<long> dims, string name = null, bool makeUniqueName = true);

    public abstract string AddInitializer(
        IEnumerable<float> values, IEnumerable<long> dims, string name = null, bool makeUniqueName = true);

    public abstract string AddInitializer(
        IEnumerable<int> values, Type type, IEnumerable<long> dims, string name = null, bool makeUniqueName = true);

    public abstract string AddInitializer(
        IEnumerable<string> values, IEnumerable<long> dims, string name = null, bool makeUniqueName = true);

    public abstract string AddInitializer(
        IEnumerable<long> values, IEnumerable<long> dims, string name = null, bool makeUniqueName = true);

    public abstract string AddInitializer(
        IEnumerable<double> values, IEnumerable<long> dims, string name = null, bool makeUniqueName = true);

    public abstract string AddInitializer(
        IEnumerable<ulong> values, bool isUint64, IEnumerable<long> dims, string name = null, bool makeUniqueName = true);
}
