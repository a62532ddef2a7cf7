#include "core/document/csv_source.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "core/data/csv_import.h"
#include "core/data/csv_reader.h"
#include "core/data/text_file.h"

namespace stepgrad {
namespace {

/// One column of classes, which becomes a target of 0 and 1 or a one-hot one.
bool hasClassColumn(const Project& project) {
    return !project.classNames.empty() && project.source->targetColumns.size() == 1;
}

bool isPlain(const Project& project) {
    const CsvSource& source = *project.source;
    return source.inputColumns.empty() && !source.delimiter && !source.decimalComma &&
           !hasClassColumn(project);
}

/// The delimiter of a table whose project says nothing of it.
char delimiterOf(const CsvSource& source, const std::string& path) {
    if (source.delimiter)
        return *source.delimiter;
    if (source.decimalComma)
        return ';';
    TextPieces file(path);
    std::string beginning(1u << 16, '\0');
    beginning.resize(file.read(beginning.data(), beginning.size()));
    const auto header = beginning.substr(0, beginning.find('\n'));
    const auto has = [&](char c) { return header.find(c) != std::string::npos; };
    return !has(',') && has(';') ? ';' : ',';
}

std::vector<std::size_t> inputColumnsOf(const std::vector<std::string>& names,
                                        const std::vector<std::string>& columns) {
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto found = std::find(columns.begin(), columns.end(), names[i]);
        if (found == columns.end())
            throw ReadError("input_columns[" + std::to_string(i) + "]",
                            "expected the name of a column, found " + quotedShort(names[i]) +
                                ", which is not in the header");
        chosen.push_back(static_cast<std::size_t>(found - columns.begin()));
        if (std::count(chosen.begin(), chosen.end(), chosen.back()) > 1)
            throw ReadError("input_columns[" + std::to_string(i) + "]",
                            "expected each column once, found " + quotedShort(names[i]) + " again");
    }
    return chosen;
}

CsvImport importOf(const Project& project, const std::string& path) {
    const CsvSource& source = *project.source;
    CsvImport import;
    import.format = {delimiterOf(source, path), source.decimalComma, true};
    const auto columns = columnNames(path, import.format);
    auto choice = chooseColumns(columns, source.targetColumns, project.network.inputNames);
    import.targets = std::move(choice.targets);
    import.inputs = source.inputColumns.empty() ? std::move(choice.inputs)
                                                : inputColumnsOf(source.inputColumns, columns);
    import.classes = hasClassColumn(project);
    import.oneColumn = project.network.outputCount() == 1;
    import.classNames = project.classNames;
    return import;
}

}  // namespace

DatasetPtr readTable(const Project& project, const std::string& path) {
    if (isPlain(project))
        return std::make_shared<const Dataset>(
            datasetOf(readCsv(path), project.source->targetColumns, project.network.inputNames));
    return std::make_shared<const Dataset>(importCsv(path, importOf(project, path))->data);
}

DatasetPtr readSource(const Project& project, const std::string& name, const std::string& folder) {
    const auto path = std::filesystem::path(folder) / project.source->path;
    try {
        return readTable(project, path.lexically_normal().string());
    } catch (const ReadError& error) {
        if (error.where().starts_with("target_columns") ||
            error.where().starts_with("input_columns"))
            throw ReadError(name + ": data." + error.where(), error.reason());
        throw ReadError(name + ": data.csv", error.what());
    }
}

}  // namespace stepgrad
